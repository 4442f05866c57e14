package io.seqstore.bench.report;

/**
 * Why an engine has no figures of a workload, or fewer than others: a dash in the comparison.
 *
 * @param number of the workload in the documents
 * @param workload what was not done
 * @param engine by whom
 * @param reason why not
 */
public record Absence(String number, String workload, String engine, String reason) {}
