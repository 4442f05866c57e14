package io.seqstore.query.request;

/** What a read delivers at a bound that may lie between two events (spec 07, 2.2). The ordinal is the number on the wire. */
public enum BoundaryType {
    /** Events from the bound on, the bound included. */
    EXACT("Exact"),
    /** Events from the bound on, the bound excluded. */
    INSIDE("Inside"),
    /** As {@link #EXACT}, and the one event next to the bound on its outer side, if there is one. */
    OUTSIDE("Outside"),
    /** As {@link #EXACT}; when no event is stored at the bound, one calculated there, if that is possible. */
    EXACT_OR_CALCULATED("ExactOrCalculated");

    private final String sdsName;

    BoundaryType(String sdsName) {
        this.sdsName = sdsName;
    }

    /** The name in the original service. */
    public String sdsName() {
        return sdsName;
    }
}
