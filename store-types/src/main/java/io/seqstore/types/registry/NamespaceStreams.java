package io.seqstore.types.registry;

import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.index.StreamIndex;
import io.seqstore.types.schema.IdOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one namespace, by id and in the order of ids, ignoring case. A stream is made from its record each time it
 * is asked for. For threads see {@link StreamTable}.
 */
final class NamespaceStreams {
    private final StreamTable table;
    private final byte[] keyPrefix;
    /** By which the records of streams name this namespace. */
    private int number;

    private final OrdinalsById byId;
    /** The few streams that a search by the beginning of the id has to look at wherever they stand. */
    private final BitSet odd = new BitSet();

    private int count;

    NamespaceStreams(String namespace, StreamTable table) {
        this.table = table;
        this.keyPrefix = StreamKeys.prefix(namespace);
        this.byId = new OrdinalsById(table);
        this.number = table.enter(this);
    }

    byte[] keyPrefix() {
        return keyPrefix;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean contains(String id) {
        return table.find(key(id)) != StreamIndex.NONE;
    }

    @Nullable
    RegisteredStream get(String id) {
        int ordinal = table.find(key(id));
        return ordinal == StreamIndex.NONE ? null : table.get(ordinal);
    }

    void add(RegisteredStream stream) {
        byte[] key = key(stream.id);
        table.put(key, stream, number);
        byId.add(stream.ordinal, key);
        count++;
        noteOdd(stream);
    }

    /**
     * Adds a stream with a plain definition.
     *
     * @return false when its number or its id is taken; then nothing has changed
     */
    boolean addPlain(CreatedStreams streams, int i, RegisteredType type) {
        byte[] key = StreamRecord.keyOfPlain(keyPrefix, streams.bytes(), streams.definition(i));
        if (!table.putPlain(key, streams, i, type, number)) {
            return false;
        }
        byId.add(streams.ordinal(i), key);
        count++;
        return true;
    }

    /** Puts a stream in the place of one with the same id. */
    void replace(RegisteredStream before, RegisteredStream after) {
        if (before.ordinal == after.ordinal) {
            table.store(after, number);
            noteOdd(after);
        } else {
            remove(before);
            add(after);
        }
    }

    void remove(RegisteredStream stream) {
        table.forget(key(stream.id));
        odd.clear(stream.ordinal);
        count--;
        table.bury(stream.ordinal);
        byId.buried(count);
    }

    /** Frees everything; this namespace is gone. */
    void removeAll() {
        byId.beginningWith("").forEachRemaining((int ordinal) -> table.forget(key(table.id(ordinal))));
        byId.freeAll();
        count = 0;
        odd.clear();
        table.leave(number);
    }

    /** Puts the keys of all streams into another index. */
    void enterAll(StreamIndex index) {
        byId.beginningWith("").forEachRemaining((int ordinal) -> index.put(key(table.id(ordinal)), ordinal));
    }

    int number() {
        return number;
    }

    void keep(RecordOutput head, KeptPieces.Output out) {
        head.putInt(number);
        head.putInt(count);
        byId.keep(head, out);
        RegistryImage.putSet(odd, head);
    }

    /** Holds, in place of no streams, what was kept. */
    void restore(RecordInput head, KeptPieces pieces) {
        number = head.integer();
        count = head.integer();
        byId.restore(head, pieces);
        RegistryImage.addSet(odd, head);
    }

    /** Brings back what was kept. */
    void complete() {
        byId.complete();
    }

    private void noteOdd(RegisteredStream stream) {
        odd.set(stream.ordinal, !stream.isFoundByBeginning());
    }

    /** The numbers of all streams, by ascending id. */
    List<Integer> ordinals() {
        List<Integer> ordinals = new ArrayList<>(count);
        byId.beginningWith("").forEachRemaining((int ordinal) -> ordinals.add(ordinal));
        return ordinals;
    }

    /** All streams by ascending id, the first ones left out, each made when it is reached. */
    Stream<RegisteredStream> after(int skip) {
        PrimitiveIterator.OfInt ordinals = byId.beginningWith("");
        for (int i = 0; i < skip && ordinals.hasNext(); i++) {
            ordinals.nextInt();
        }
        return streams(ordinals);
    }

    /** The streams whose ids begin so, and those that a search has to look at anyway, by ascending id. */
    Stream<RegisteredStream> searchedBy(String idBeginning) {
        Stream<RegisteredStream> found = streams(byId.beginningWith(idBeginning));
        if (idBeginning.isEmpty() || odd.isEmpty()) {
            return found;
        }
        Stream<RegisteredStream> others =
                odd.stream().mapToObj(this::present).filter(stream -> !IdOrder.startsWith(stream.id, idBeginning));
        return Stream.concat(found, others).sorted(NamespaceStreams::byId);
    }

    /** At most how many streams {@link #searchedBy} finds. */
    long countSearchedBy(String idBeginning) {
        return idBeginning.isEmpty() ? count : byId.countBeginningWith(idBeginning) + (long) odd.cardinality();
    }

    /**
     * Those of the candidates that are in this namespace, by ascending id.
     *
     * @param candidates numbers of streams, perhaps of none
     * @param most only so many will be looked at, the first ones, if the candidates are well chosen
     */
    Stream<RegisteredStream> among(BitSet candidates, long most) {
        double many = candidates.cardinality();
        // Either all of them are made and sorted, or as many streams are passed over as it takes to meet so many of
        // them.
        if (many * many > (double) most * count) {
            return numbers(byId.beginningWith("")).filter(candidates::get).mapToObj(this::present);
        }
        return candidates.stream()
                .filter(ordinal -> table.isIn(ordinal, number))
                .mapToObj(this::present)
                .sorted(NamespaceStreams::byId);
    }

    private static int byId(RegisteredStream one, RegisteredStream other) {
        return IdOrder.INSTANCE.compare(one.id, other.id);
    }

    private Stream<RegisteredStream> streams(PrimitiveIterator.OfInt ordinals) {
        return numbers(ordinals).mapToObj(this::present);
    }

    private static IntStream numbers(PrimitiveIterator.OfInt ordinals) {
        return StreamSupport.intStream(Spliterators.spliteratorUnknownSize(ordinals, Spliterator.ORDERED), false);
    }

    private RegisteredStream present(int ordinal) {
        RegisteredStream stream = table.get(ordinal);
        if (stream == null) {
            throw new IllegalStateException("stream " + ordinal + " has no record");
        }
        return stream;
    }

    private byte[] key(String id) {
        return StreamKeys.of(keyPrefix, id);
    }
}
