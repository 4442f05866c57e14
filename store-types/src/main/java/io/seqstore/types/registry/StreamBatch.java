package io.seqstore.types.registry;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.registry.CreationOutcome.Answered;
import io.seqstore.types.registry.CreationOutcome.Refused;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Creates several streams with one change; each is treated as it would be alone. One use, inside a change. */
final class StreamBatch {
    /** So many streams stand in one change at most. */
    static final int MOST = 10_000;

    private final Transactions transactions;
    private final String namespace;
    private final BiConsumer<NamespaceContents, SdsStream> check;
    private final List<StreamCreated> created = new ArrayList<>();
    /** The streams of this batch by what their ids look like when case does not count. */
    private final Map<String, SdsStream> createdById = new HashMap<>();

    StreamBatch(Transactions transactions, String namespace, BiConsumer<NamespaceContents, SdsStream> check) {
        this.transactions = transactions;
        this.namespace = namespace;
        this.check = check;
    }

    List<CreationOutcome<SdsStream>> create(List<SdsStream> streams) {
        NamespaceContents contents = transactions.contents(namespace);
        Instant now = transactions.now();
        List<CreationOutcome<SdsStream>> outcomes = new ArrayList<>(streams.size());
        for (SdsStream stream : streams) {
            outcomes.add(outcome(contents, stream, now));
        }
        if (!created.isEmpty()) {
            transactions.commit(new StreamsCreated(contents.namespace.id(), created));
        }
        return outcomes;
    }

    private CreationOutcome<SdsStream> outcome(NamespaceContents contents, SdsStream stream, Instant now) {
        try {
            check.accept(contents, stream);
            String folded = IdOrder.folded(stream.id());
            SdsStream stored = stored(contents, stream.id(), folded);
            if (stored != null) {
                return new Answered<>(StreamEquality.compared(stored, stream));
            }
            int ordinal = Math.addExact(transactions.state().nextOrdinal(), created.size());
            if (ordinal == Integer.MAX_VALUE) {
                throw Problems.ordinalsSpent();
            }
            created.add(new StreamCreated(contents.namespace.id(), ordinal, stream, now));
            createdById.put(folded, stream);
            return new Answered<>(new GetOrCreate.Created<>(stream));
        } catch (SeqstoreException e) {
            return new Refused<>(e);
        }
    }

    private @Nullable SdsStream stored(NamespaceContents contents, String id, String folded) {
        RegisteredStream there = contents.streams.get(id);
        return there != null ? there.toStream() : createdById.get(folded);
    }
}
