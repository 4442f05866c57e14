package io.seqstore.types.view;

/**
 * A value that has no counterpart in the type it should be converted to. Never leaves this package: whoever knows the event
 * turns it into a complaint that names it.
 */
final class ConversionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The way from the property of the event to the value, for example {@code .Inner.Level}; mostly empty. */
    private final String path;

    private final String found;
    private final String expected;

    /**
     * A failure.
     *
     * @param found the value
     * @param expected what should have stood in its place, for example {@code an integer of 0..255}
     */
    ConversionFailure(Object found, String expected) {
        this("", String.valueOf(found), expected);
    }

    private ConversionFailure(String path, String found, String expected) {
        super(found + ": expected " + expected, null, false, false);
        this.path = path;
        this.found = found;
        this.expected = expected;
    }

    /** The same failure as seen from the object that holds the property. */
    ConversionFailure inside(String propertyId) {
        return new ConversionFailure("." + propertyId + path, found, expected);
    }

    String path() {
        return path;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }
}
