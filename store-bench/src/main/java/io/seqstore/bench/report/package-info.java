/**
 * Results as a table for people and as JSON for machines, with the machine, the JDK and the command they belong to.
 *
 * <p>Lives here: {@link io.seqstore.bench.report.Result} (one figure, several runs of it),
 * {@link io.seqstore.bench.report.Absence} (why there is none),
 * {@link io.seqstore.bench.report.Table}, {@link io.seqstore.bench.report.JsonReport},
 * {@link io.seqstore.bench.report.Machine}.
 *
 * <p>May touch the JDK and jackson-core. Knows no workload and no engine.
 */
package io.seqstore.bench.report;
