package io.seqstore.types.view;

/**
 * What a view does to one property (spec 05, section 2). In JSON the modes of a property are one number, the sum of their
 * values.
 */
public enum SdsStreamViewMode {
    /** Same id, same type: nothing is done. */
    NONE(0, "None"),
    /** A target property without a source. */
    FIELD_ADD(1, "FieldAdd"),
    /** A source property without a target. */
    FIELD_REMOVE(2, "FieldRemove"),
    /** The ids differ. */
    FIELD_RENAME(4, "FieldRename"),
    /** Never produced: another position does not show in the mode (spec 05, decision 2). */
    FIELD_MOVE(8, "FieldMove"),
    /** The value is converted. */
    FIELD_CONVERSION(16, "FieldConversion"),
    /** A mapping was asked for that is not possible. */
    INVALID_FIELD_CONVERSION(32, "InvalidFieldConversion");

    private final int value;
    private final String sdsName;

    SdsStreamViewMode(int value, String sdsName) {
        this.value = value;
        this.sdsName = sdsName;
    }

    /** The number that stands for the mode: 0 or one bit. */
    public int value() {
        return value;
    }

    /** The mode's name in the original service, for example {@code FieldAdd}. */
    public String sdsName() {
        return sdsName;
    }

    /** Whether a sum of modes holds this one; {@link #NONE} is held by 0 alone. */
    public boolean isIn(int modes) {
        return value == 0 ? modes == 0 : (modes & value) != 0;
    }
}
