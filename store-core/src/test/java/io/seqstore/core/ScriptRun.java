package io.seqstore.core;

import io.seqstore.core.Script.Step;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.types.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays a script against a store, and keeps count of what was begun, acknowledged and made durable. */
final class ScriptRun {
    private final StoreFolder folder;
    private final StoreOptions options;
    private final List<Step> steps;
    private final List<String> states = new ArrayList<>();
    private @Nullable Store store;
    private int begun;
    private int acknowledged;
    private int durable;

    ScriptRun(StoreFolder folder, StoreOptions options, Script script) {
        this.folder = folder;
        this.options = options;
        this.steps = script.steps();
        StoreModel model = new StoreModel();
        states.add(model.describe());
        for (Step step : steps) {
            step.onModel().accept(model);
            states.add(model.describe());
        }
    }

    /** What the store must hold after so many steps, in words. */
    List<String> states() {
        return states;
    }

    /** Plays the script to its end and closes the store. */
    void play() {
        open();
        for (Step step : steps) {
            begun++;
            step.onStore().accept(this);
            acknowledged++;
            if (step.isBarrier() || options.durability() == Durability.SYNC) {
                durable = acknowledged;
            }
        }
        store().close();
        durable = acknowledged;
    }

    void open() {
        store = Store.open(folder, options);
    }

    void reopen() {
        store().close();
        open();
    }

    Store store() {
        if (store == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return store;
    }

    Registry registry() {
        return store().registry();
    }

    /** How far the run is. */
    Progress progress() {
        return new Progress(begun, acknowledged, durable);
    }

    /**
     * Numbers of steps.
     *
     * @param begun as many were begun
     * @param acknowledged as many returned
     * @param durable as many survive a power failure
     */
    record Progress(int begun, int acknowledged, int durable) {}
}
