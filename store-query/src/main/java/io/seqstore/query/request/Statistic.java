package io.seqstore.query.request;

/** The thirteen statistics of a summary, in the order in which they are reported (spec 08, sections 1 and 3). */
public enum Statistic {
    /** How many stored values there are, null not among them. */
    COUNT(0, "Count", 1),
    /** The smallest stored value. */
    MINIMUM(1, "Minimum", 2),
    /** The greatest stored value. */
    MAXIMUM(2, "Maximum", 4),
    /** Maximum minus minimum. */
    RANGE(3, "Range", 8),
    /** Sum of the pieces. */
    TOTAL(4, "Total", 128),
    /** Mean of the pieces. */
    MEAN(5, "Mean", 16),
    /** Standard deviation of the pieces, as of a sample. */
    STANDARD_DEVIATION(6, "StandardDeviation", 32),
    /** Standard deviation of the pieces. */
    POPULATION_STANDARD_DEVIATION(7, "PopulationStandardDeviation", 64),
    /** Mean of the pieces weighted by their length on the index. */
    WEIGHTED_MEAN(8, "WeightedMean", 1024),
    /** Standard deviation of the weighted pieces, as of a sample. */
    WEIGHTED_STANDARD_DEVIATION(9, "WeightedStandardDeviation", 2048),
    /** Standard deviation of the weighted pieces. */
    WEIGHTED_POPULATION_STANDARD_DEVIATION(10, "WeightedPopulationStandardDeviation", 4096),
    /** Lopsidedness of the pieces. */
    SKEWNESS(11, "Skewness", 256),
    /** Tail weight of the pieces, as excess over that of a normal distribution. */
    KURTOSIS(12, "Kurtosis", 512);

    private final int position;
    private final String sdsName;
    private final int number;

    Statistic(int position, String sdsName, int number) {
        this.position = position;
        this.sdsName = sdsName;
        this.number = number;
    }

    /** Where the statistic stands in the order of reporting, counted from 0. */
    public int position() {
        return position;
    }

    /** The name in the original service. */
    public String sdsName() {
        return sdsName;
    }

    /** The flag of {@code SdsSummaryType}. */
    public int number() {
        return number;
    }
}
