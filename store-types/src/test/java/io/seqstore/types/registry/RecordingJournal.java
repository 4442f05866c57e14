package io.seqstore.types.registry;

import io.seqstore.types.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what it is told, and fails when it is asked to. */
final class RecordingJournal implements RegistryJournal {
    final List<RegistryChange> changes = new ArrayList<>();
    boolean failing;

    @Override
    public void append(RegistryChange change) {
        if (failing) {
            throw new UnavailableException("The service is unavailable.", "The disk is full.", "Free space.", Map.of());
        }
        changes.add(change);
    }
}
