package io.seqstore.bench.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The engines that there are: those of this project, and peers, if the build has them (profile {@code peers}). */
final class Engines {
    /** What is measured when no engine is named. */
    static final List<Engine> OWN = List.of(new SeqstoreEngine(), new PlainEngine());

    /** Stands for every engine that there is. */
    static final String EVERY = "all";

    private Engines() {}

    /** The own ones first, then the peers in the order in which they are registered. */
    static List<Engine> all() {
        List<Engine> all = new ArrayList<>(OWN);
        ServiceLoader.load(Engine.class).forEach(all::add);
        return all;
    }

    static boolean isPeer(Engine engine) {
        return isPeer(engine.name());
    }

    /** Whether an engine of that name is somebody else's. */
    static boolean isPeer(String name) {
        return OWN.stream().noneMatch(own -> own.name().equals(name));
    }

    /** The engines of comma-separated names. */
    static List<Engine> named(String names) {
        return names.equals(EVERY)
                ? all()
                : List.of(names.split(",", -1)).stream().map(Engines::of).toList();
    }

    static Engine of(String name) {
        List<Engine> all = all();
        return all.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine '" + name + "'; there are "
                        + all.stream().map(Engine::name).toList()
                        + (all.size() == OWN.size() ? "; peers are in the build with -Ppeers only" : "")));
    }
}
