package io.seqstore.query.request;

/** Which stored event a find-distinct read looks for (spec 07, 2.3). The ordinal is the number on the wire. */
public enum SearchMode {
    /** The event at the index. */
    EXACT("Exact"),
    /** The event at the index, else the next one. */
    EXACT_OR_NEXT("ExactOrNext"),
    /** The first event after the index. */
    NEXT("Next"),
    /** The event at the index, else the previous one. */
    EXACT_OR_PREVIOUS("ExactOrPrevious"),
    /** The last event before the index. */
    PREVIOUS("Previous");

    private final String sdsName;

    SearchMode(String sdsName) {
        this.sdsName = sdsName;
    }

    /** The name in the original service. */
    public String sdsName() {
        return sdsName;
    }
}
