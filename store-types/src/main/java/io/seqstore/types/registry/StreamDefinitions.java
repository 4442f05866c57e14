package io.seqstore.types.registry;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.unit.Units;
import java.util.ArrayList;
import java.util.List;

/**
 * How streams are created, redefined and deleted; {@link Registry} says what each call promises. Safe for all threads.
 */
final class StreamDefinitions {
    private final Transactions transactions;

    StreamDefinitions(Transactions transactions) {
        this.transactions = transactions;
    }

    GetOrCreate<SdsStream> getOrCreate(String namespace, SdsStream stream) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            check(contents, stream);
            RegisteredStream there = contents.streams.get(stream.id());
            if (there == null) {
                return new GetOrCreate.Created<>(create(contents, stream));
            }
            return StreamEquality.compared(there.toStream(), stream);
        });
    }

    List<CreationOutcome<SdsStream>> getOrCreate(String namespace, List<SdsStream> streams) {
        List<CreationOutcome<SdsStream>> outcomes = new ArrayList<>(streams.size());
        for (int from = 0; from < streams.size(); from += StreamBatch.MOST) {
            List<SdsStream> some = streams.subList(from, Math.min(streams.size(), from + StreamBatch.MOST));
            outcomes.addAll(
                    transactions.change(() -> new StreamBatch(transactions, namespace, this::check).create(some)));
        }
        return outcomes;
    }

    CreateOrUpdate<SdsStream> createOrUpdate(String namespace, SdsStream stream) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            check(contents, stream);
            RegisteredStream there = contents.streams.get(stream.id());
            if (there == null) {
                return new CreateOrUpdate.Created<>(create(contents, stream));
            }
            if (!IdOrder.same(there.type.id, stream.typeId())) {
                throw Problems.otherType(contents.namespace.id(), there, stream);
            }
            SdsStream before = there.toStream();
            SdsStream after =
                    there.redefined(stream, there.type, there.modifiedTicks()).toStream();
            if (!after.equals(before)) {
                transactions.commit(new RegistryChange.StreamUpdated(
                        contents.namespace.id(), there.ordinal, after, transactions.now()));
            }
            return new CreateOrUpdate.Updated<>(before, after);
        });
    }

    void delete(String namespace, String streamId) {
        transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            RegisteredStream stream = contents.stream(streamId);
            transactions.commit(new RegistryChange.StreamDeleted(contents.namespace.id(), stream.ordinal, stream.id));
            return null;
        });
    }

    private void check(NamespaceContents contents, SdsStream stream) {
        StreamRules.checkForm(stream, Units::isKnown);
        StreamRules.checkAgainst(contents.type(stream.typeId()).type, stream);
    }

    private SdsStream create(NamespaceContents contents, SdsStream stream) {
        int ordinal = StreamTypeChanges.nextOrdinal(transactions);
        transactions.commit(
                new RegistryChange.StreamCreated(contents.namespace.id(), ordinal, stream, transactions.now()));
        return stream;
    }
}
