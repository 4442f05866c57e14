package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.value.Ticks;
import java.util.Objects;

/** A stream view in the registry. Immutable. */
final class RegisteredView {
    final String id;
    final SdsStreamView view;
    final long createdTicks;
    final long modifiedTicks;

    RegisteredView(SdsStreamView view, long createdTicks, long modifiedTicks) {
        this.id = Objects.requireNonNull(view.id(), "registered views have ids");
        this.view = view;
        this.createdTicks = createdTicks;
        this.modifiedTicks = modifiedTicks;
    }

    /** The same object with another definition; the spelling of its id and its creation stay. */
    RegisteredView redefined(SdsStreamView definition, long newModifiedTicks) {
        SdsStreamView spelled = new SdsStreamView(
                id,
                definition.name(),
                definition.description(),
                definition.sourceTypeId(),
                definition.targetTypeId(),
                definition.properties());
        return new RegisteredView(spelled, createdTicks, newModifiedTicks);
    }

    Dates dates() {
        return new Dates(Ticks.toInstant(createdTicks), Ticks.toInstant(modifiedTicks));
    }
}
