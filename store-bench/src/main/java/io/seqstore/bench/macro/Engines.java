package io.seqstore.bench.macro;

import java.util.List;

/** The engines that there are. */
final class Engines {
    static final List<Engine> ALL = List.of(new SeqstoreEngine(), new PlainEngine());

    private Engines() {}

    static Engine of(String name) {
        return ALL.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine '" + name + "'; there are "
                        + ALL.stream().map(Engine::name).toList()));
    }
}
