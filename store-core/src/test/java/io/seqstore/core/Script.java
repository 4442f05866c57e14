package io.seqstore.core;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Steps that use everything a store can do to its files, each with what it does to the model. The value of every event
 * carries the number of the step that wrote it.
 */
final class Script {
    /** What the type of a stream is changed to. */
    static final Retyping TO = Retyping.BY_LEVEL;

    /** A type that no stream has. */
    static final SdsType SPARE =
            SdsType.object("Spare").key("Time", SdsTypeCode.INT64).build();

    static final String NAMESPACE = "plant";

    /** The step that closes the store and opens it again. */
    static final String REOPEN = "close and open";

    private static final String NS = Registry.DEFAULT_NAMESPACE;

    private final List<Step> steps = new ArrayList<>();

    /**
     * One call of a user.
     *
     * @param what it is, for messages
     * @param onModel what it changes; nothing for calls that only move bytes
     * @param onStore the call
     * @param isBarrier whether everything before it, and itself, is durable when it returns, whatever the mode
     */
    record Step(String what, Consumer<StoreModel> onModel, Consumer<ScriptRun> onStore, boolean isBarrier) {
        private static final Consumer<StoreModel> NOTHING = model -> {};

        boolean changesNothing() {
            return onModel == NOTHING;
        }
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Everything once or more often, in an order that makes one thing meet the leftovers of others. */
    static Script everything() {
        Script script = new Script();
        script.definitions();
        script.firstEvents();
        script.deletedAndMadeAgain();
        script.openedAgain();
        script.changedType();
        script.tail();
        return script;
    }

    private void definitions() {
        createType(TestEvents.TYPE);
        create("a");
        put("a", 10, 20, 30);
        createType(SPARE);
        create("b");
        put("b", 5);
        put("a", 25, 40);
    }

    private void firstEvents() {
        flush();
        put("a", 20, 50);
        remove("a", 30);
        put("b", 6, 7);
        putMany(60, "b", "a");
        putMany(61, "a", "b");
        sync();
        redefine("a");
        removeWindow("a", 5, 22);
        flush();
    }

    private void deletedAndMadeAgain() {
        create("c");
        put("c", 1);
        delete("b");
        create("b");
        put("b", 100, 90);
        putMany(95, "c", "b", "a");
        step("delete type", model -> model.deleteType(SPARE), run -> run.registry()
                .deleteType(NS, SPARE.id()));
        compact();
        putMany(96, "a", "b", "c");
        step("create namespace", model -> model.setNamespace(true), run -> run.registry()
                .namespaces()
                .getOrCreate(Namespace.of(NAMESPACE)));
        put("c", 2);
    }

    private void openedAgain() {
        reopen();
        put("c", 3);
        removeWindow("c", 1, 2);
        flush();
        put("a", 15);
        compact();
        reopen();
        delete("c");
        put("a", 16, 17);
        sync();
    }

    private void changedType() {
        createType(TO.type);
        step("create view", Step.NOTHING, run -> run.registry().streamViews().createOrUpdate(NS, TO.view));
        putMany(19, "a", "b");
        step("change type of b", model -> model.retype("b"), run -> run.store()
                .changeStreamType(NS, "b", Retyping.VIEW));
        put("a", 18);
        step("remove an event of b", model -> model.removeRetyped("b", 19), run -> run.store().stream(NS, "b")
                .removeWindow(KeyRange.between(level(19), level(19))));
        flush();
    }

    private void tail() {
        step("delete namespace", model -> model.setNamespace(false), run -> run.registry()
                .namespaces()
                .delete(NAMESPACE, true));
        create("d");
        putMany(97, "a", "d");
        delete("a");
        put("d", 1, 2);
    }

    private static EventKey level(double level) {
        return EventKey.of(KeyForm.ofDouble(level));
    }

    private void flush() {
        barrier("flush", run -> run.store().flush());
    }

    private void sync() {
        barrier("sync", run -> run.store().sync());
    }

    private void reopen() {
        barrier(REOPEN, ScriptRun::reopen);
    }

    private void compact() {
        step("compact", Step.NOTHING, run -> run.store().compact());
    }

    private void createType(SdsType type) {
        step("create type " + type.id(), model -> model.createType(type), run -> run.registry()
                .getOrCreateType(NS, type));
    }

    private void create(String id) {
        step("create " + id, model -> model.createStream(id), run -> run.registry()
                .getOrCreateStream(NS, SdsStream.of(id, TestEvents.TYPE.id())));
    }

    private void redefine(String id) {
        SdsInterpolationMode mode = SdsInterpolationMode.DISCRETE;
        step("redefine " + id, model -> model.createOrRedefineStream(id, mode), run -> run.registry()
                .createOrUpdateStream(NS, SdsStream.of(id, TestEvents.TYPE.id()).withInterpolation(mode)));
    }

    private void delete(String id) {
        step("delete " + id, model -> model.deleteStream(id), run -> run.registry()
                .deleteStream(NS, id));
    }

    private void put(String id, long... keys) {
        List<Row> rows = Arrays.stream(keys).mapToObj(key -> row(id, key)).toList();
        step("put " + rows.size() + " into " + id, model -> model.put(id, rows), run -> {
            Stream stream = run.store().stream(NS, id);
            stream.update(TestEvents.batch(stream.layout(), rows));
        });
    }

    private Row row(String id, long key) {
        return new Row(key, steps.size(), (double) key, id + steps.size());
    }

    /** Writes three rows to each of some streams with one record. */
    private void putMany(long firstKey, String... ids) {
        Map<String, List<Row>> rows = new TreeMap<>();
        for (String id : ids) {
            rows.put(id, List.of(row(id, firstKey), row(id, firstKey + 1), row(id, firstKey + 2)));
        }
        step("put into " + rows.keySet(), model -> rows.forEach(model::put), run -> {
            MultiStreamBatch batch =
                    new MultiStreamBatch(run.store().stream(NS, ids[0]).layout(), 0);
            rows.forEach((id, all) -> all.forEach(
                    row -> TestEvents.fill(batch.rows(), batch.addRow(run.store().stream(NS, id), row.key()), row)));
            List<StreamFailure> failures = run.store().update(batch);
            if (!failures.isEmpty()) {
                throw new AssertionError("refused: " + failures);
            }
        });
    }

    private void remove(String id, long key) {
        step("remove from " + id, model -> model.remove(id, key, key), run -> run.store().stream(NS, id)
                .remove(key));
    }

    private void removeWindow(String id, long from, long to) {
        step("remove a window of " + id, model -> model.remove(id, from, to), run -> run.store().stream(NS, id)
                .removeWindow(new KeyRange(from, to)));
    }

    private void step(String what, Consumer<StoreModel> onModel, Consumer<ScriptRun> onStore) {
        steps.add(new Step(what, onModel, onStore, false));
    }

    private void barrier(String what, Consumer<ScriptRun> onStore) {
        steps.add(new Step(what, Step.NOTHING, onStore, true));
    }
}
