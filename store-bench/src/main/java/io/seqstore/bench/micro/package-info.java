/**
 * Benchmarks of single parts with JMH; each answers the question that stands on top of it.
 *
 * <p>{@code ./seqstore bench --micro} runs them all; {@code --micro BlockCodec} those whose names match; behind that any
 * argument of JMH: {@code -prof gc} shows what is allocated ({@code gc.alloc.rate.norm}, bytes per call), {@code -p
 * series=S1 -p rows=1024} picks parameters, {@code -f 1 -wi 2 -i 3} is a quick look, {@code -rf json -rff out.json} keeps the
 * numbers. Results count events: {@code events} per second, and where bytes are made or read {@code bytes} per second.
 *
 * <p>May touch {@code data} and any package of the engine.
 */
package io.seqstore.bench.micro;
