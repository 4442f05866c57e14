package io.seqstore.cli.demo;

import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;

/**
 * The stretch between two keys of a stream.
 *
 * @param converter turns keys into Java values
 * @param from the smaller key, in its 64-bit form
 * @param to the greater key, in its 64-bit form
 */
record KeySpan(EventConverter converter, long from, long to) {
    /** The stretch between two keys given as Java values. */
    static KeySpan between(EventLayout layout, Object from, Object to) {
        EventConverter converter = EventConverter.of(layout);
        return new KeySpan(converter, converter.key(from), converter.key(to));
    }

    /** The key that lies so far on the way, from 0 to 1, rounded towards the first. */
    Object at(double part) {
        if (part >= 1) {
            return converter.keyValue(to);
        }
        if (isFloating()) {
            double start = KeyForm.toDouble(from);
            return converter.keyValue(KeyForm.ofDouble(start + (KeyForm.toDouble(to) - start) * part));
        }
        return converter.keyValue(from + (long) (length() * part));
    }

    /** How far a key lies on the way. */
    double partOf(Object key) {
        long at = converter.key(key);
        double done = isFloating() ? KeyForm.toDouble(at) - KeyForm.toDouble(from) : (double) at - from;
        return length() == 0 ? 0 : done / length();
    }

    private double length() {
        return isFloating() ? KeyForm.toDouble(to) - KeyForm.toDouble(from) : (double) to - from;
    }

    private boolean isFloating() {
        return converter.layout().keyForm() == KeyForm.FLOATING;
    }
}
