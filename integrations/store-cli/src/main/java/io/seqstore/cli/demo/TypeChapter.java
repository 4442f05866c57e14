package io.seqstore.cli.demo;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.types.ConflictException;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;

/** What the store does about a type that is in use. */
final class TypeChapter {
    private TypeChapter() {}

    static void show(Terminal terminal, Seqstore store, SdsType type) {
        String id = String.valueOf(type.id());
        ReferenceCounts counts = store.referenceCounts(id);
        terminal.heading(
                "The type is in use",
                "by " + Figures.count(counts.streams(), "stream") + ", "
                        + Figures.count(counts.streamViews(), "stream view") + ", "
                        + Figures.count(counts.types(), "type"));
        terminal.line("Asked for the same type again:");
        terminal.quote(outcome(store.getOrCreateType(type)));
        SdsType other = type.toBuilder().property("Another", SdsTypeCode.DOUBLE).build();
        terminal.line("Asked for another type under the same id:");
        terminal.quote(outcome(store.getOrCreateType(other)));
        terminal.line("Asked to delete it:");
        try {
            store.deleteType(id);
            throw new IllegalStateException("type '" + id + "' was deleted while a stream uses it");
        } catch (ConflictException refused) {
            terminal.quote(refused.error());
            terminal.quote(refused.reason());
            terminal.quote(refused.resolution());
        }
    }

    private static String outcome(GetOrCreate<SdsType> outcome) {
        if (outcome instanceof GetOrCreate.Conflict<SdsType> conflict) {
            return "Conflict: " + conflict.difference() + ".";
        }
        return outcome instanceof GetOrCreate.Found<SdsType> ? "Found." : "Created.";
    }
}
