package io.seqstore.types.fulltext;

import io.seqstore.types.value.TextBytes;

/**
 * One searchable text of a stream (spec 04, section 1).
 *
 * @param field the name of the member or the key of the metadata
 * @param isMetadata whether it is a value of the metadata, else of a member
 * @param value the text
 */
public record FieldText(String field, boolean isMetadata, String value) {
    private static final String NAME = "Name";
    /** A byte that stands nowhere in a text. */
    private static final byte SEPARATOR = (byte) 0xFF;

    /** The text of a member. */
    public static FieldText ofMember(String field, String value) {
        return new FieldText(field, false, value);
    }

    /** A value of the metadata. */
    public static FieldText ofMetadata(String key, String value) {
        return new FieldText(key, true, value);
    }

    boolean isName() {
        return !isMetadata && field.equals(NAME);
    }

    /** Different bytes for different texts. */
    byte[] toBytes() {
        byte[] name = TextBytes.encode(field);
        byte[] text = TextBytes.encode(value);
        byte[] bytes = new byte[name.length + text.length + 2];
        bytes[0] = (byte) (isMetadata ? 1 : 0);
        System.arraycopy(name, 0, bytes, 1, name.length);
        bytes[name.length + 1] = SEPARATOR;
        System.arraycopy(text, 0, bytes, name.length + 2, text.length);
        return bytes;
    }

    /** What {@link #toBytes} made. */
    static FieldText of(byte[] bytes) {
        int separator = 1;
        while (bytes[separator] != SEPARATOR) {
            separator++;
        }
        return new FieldText(
                TextBytes.decode(bytes, 1, separator - 1),
                bytes[0] != 0,
                TextBytes.decode(bytes, separator + 1, bytes.length - separator - 1));
    }
}
