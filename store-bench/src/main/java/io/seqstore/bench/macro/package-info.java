/**
 * Whole-store runs: each workload asks one question, of every engine in the same way, and checks what comes back.
 *
 * <p>Lives here: {@link io.seqstore.bench.macro.Engine} and {@link io.seqstore.bench.macro.EngineSession} (what an engine
 * must be able to do; an adapter per engine), {@link io.seqstore.bench.macro.Workload} (the questions),
 * {@link io.seqstore.bench.macro.MacroRunner} (asks them), and the workloads themselves.
 *
 * <p>May touch {@code data}, {@code report} and the front doors of the engines. Only an adapter knows its engine.
 */
package io.seqstore.bench.macro;
