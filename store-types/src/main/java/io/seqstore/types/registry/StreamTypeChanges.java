package io.seqstore.types.registry;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the types of streams (spec 03, section 4), in two steps, since between them the stored events are converted,
 * which may take long: {@link #plan} says whether the definitions allow it, {@link #complete} makes the change if they still
 * do. Got from {@link Registry#streamTypeChanges}. Safe for all threads.
 */
public final class StreamTypeChanges {
    private final Transactions transactions;

    StreamTypeChanges(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Checks steps 1 to 4; whether the view can be carried out, and whether the events can be converted, is the business of
     * who calls.
     *
     * @throws InvalidRequestException when no view is given, or the target type cannot be the type of a stream
     * @throws NotFoundException when there is no such stream or view
     * @throws ConflictException when the view is for streams of another type
     */
    public StreamTypeChange plan(String namespace, String streamId, @Nullable String streamViewId) {
        if (streamViewId == null || streamViewId.isEmpty()) {
            throw Problems.wrongStream(
                    streamId,
                    "A stream view is needed to change the type of stream '" + streamId + "' (streamViewId).");
        }
        return transactions.read(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            RegisteredStream stream = contents.stream(streamId);
            RegisteredView view = contents.view(streamViewId);
            if (!IdOrder.same(view.view.sourceTypeId(), stream.type.id)) {
                throw Problems.viewOfOtherType(contents.namespace.id(), stream, view);
            }
            RegisteredType target = contents.type(view.view.targetTypeId());
            StreamRules.checkType(target.type, stream.id);
            return new StreamTypeChange(contents.namespace.id(), stream.toEntry(), view.view, target.type);
        });
    }

    /**
     * Takes a stream number out of circulation, for the converted events of a change that may fail: whatever becomes of it,
     * the number is given to nobody else. Durable like every change.
     */
    public int reserveOrdinal() {
        return transactions.change(() -> {
            int ordinal = nextOrdinal();
            transactions.commit(new RegistryChange.OrdinalsSpent(Registry.DEFAULT_NAMESPACE, ordinal + 1));
            return ordinal;
        });
    }

    /**
     * Makes a planned change: the stream gets the new type and number, indexes and overrides are cleared, a mode that the new
     * type does not allow becomes none.
     *
     * @param newOrdinal the number by which the converted events are stored
     * @throws NotFoundException when the stream or the view was deleted meanwhile
     * @throws ConflictException when the view was replaced meanwhile, or the units of the stream are others than those by
     *     which its events were converted
     */
    public StreamEntry complete(StreamTypeChange planned, int newOrdinal) {
        return transactions.change(() -> {
            SdsStream before = planned.before().stream();
            StreamTypeChange now =
                    plan(planned.namespace(), before.id(), planned.view().id());
            if (now.before().ordinal() != planned.before().ordinal()) {
                throw Problems.noStream(planned.namespace(), before.id());
            }
            boolean isSame = now.view().equals(planned.view())
                    && now.target().equals(planned.target())
                    && now.before().stream().propertyOverrides().equals(before.propertyOverrides());
            if (!isSame) {
                throw Problems.changedMeanwhile(planned.namespace(), before.id());
            }
            return commit(now, newOrdinal);
        });
    }

    /** Plans and completes a change at once, where there are no events to convert. */
    StreamEntry change(String namespace, String streamId, String streamViewId) {
        return transactions.change(() -> commit(plan(namespace, streamId, streamViewId), nextOrdinal()));
    }

    private StreamEntry commit(StreamTypeChange change, int newOrdinal) {
        StreamEntry before = change.before();
        transactions.commit(new RegistryChange.StreamTypeChanged(
                change.namespace(),
                before.ordinal(),
                newOrdinal,
                StreamRules.withType(change.target(), before.stream()),
                String.valueOf(change.view().id()),
                transactions.now()));
        return transactions.contents(change.namespace()).stream(before.stream().id())
                .toEntry();
    }

    /** The next number that may be given; to be called inside a change. */
    private int nextOrdinal() {
        return nextOrdinal(transactions);
    }

    static int nextOrdinal(Transactions transactions) {
        int ordinal = transactions.state().nextOrdinal();
        if (ordinal == Integer.MAX_VALUE) {
            throw new LimitExceededException(
                    "Too many streams were created.",
                    "All " + ordinal + " stream numbers of this store are spent.",
                    "Copy what is needed into a new store.",
                    Map.of());
        }
        return ordinal;
    }
}
