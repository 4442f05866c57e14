package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One atomic change of the definitions of a namespace, as it is logged and replayed. Dates are cut to 100 ns ticks.
 */
public sealed interface RegistryChange {
    /** The namespace that changes. */
    String namespace();

    /**
     * A namespace was created.
     *
     * @param namespace its id
     * @param name free text
     * @param description free text
     */
    record NamespaceCreated(
            String namespace,
            @Nullable String name,
            @Nullable String description) implements RegistryChange {}

    /**
     * Name and description of a namespace were replaced.
     *
     * @param namespace its id
     * @param name free text
     * @param description free text
     */
    record NamespaceUpdated(
            String namespace,
            @Nullable String name,
            @Nullable String description) implements RegistryChange {}

    /**
     * A namespace was deleted with everything in it.
     *
     * @param namespace its id
     * @param streamOrdinals the numbers of the streams that were in it
     */
    record NamespaceDeleted(String namespace, List<Integer> streamOrdinals) implements RegistryChange {
        public NamespaceDeleted {
            streamOrdinals = List.copyOf(streamOrdinals);
        }
    }

    /**
     * Types were registered, all or none: those nested in the body first, the root type last.
     *
     * @param namespace the namespace
     * @param types the new types; a nested type that is registered may stand as a bare reference by id
     * @param created when
     */
    record TypesCreated(String namespace, List<SdsType> types, Instant created) implements RegistryChange {
        public TypesCreated {
            types = List.copyOf(types);
        }
    }

    /**
     * A type was deleted.
     *
     * @param namespace the namespace
     * @param typeId the type
     */
    record TypeDeleted(String namespace, String typeId) implements RegistryChange {}

    /**
     * A stream was created.
     *
     * @param namespace the namespace
     * @param ordinal the number by which log and segments name the stream; never used again
     * @param stream its definition
     * @param created when
     */
    record StreamCreated(String namespace, int ordinal, SdsStream stream, Instant created) implements RegistryChange {}

    /**
     * Streams were created one after the other. What one writes down in one step, not what happens in one: each is there or
     * not on its own.
     *
     * @param namespace the namespace
     * @param streams the creations, all in this namespace
     */
    record StreamsCreated(String namespace, List<StreamCreated> streams) implements RegistryChange {
        public StreamsCreated {
            streams = List.copyOf(streams);
        }
    }

    /**
     * The definition of a stream was replaced; its type is the same.
     *
     * @param namespace the namespace
     * @param ordinal its number
     * @param stream the new definition
     * @param modified when
     */
    record StreamUpdated(String namespace, int ordinal, SdsStream stream, Instant modified) implements RegistryChange {}

    /**
     * A stream was deleted with all its events.
     *
     * @param namespace the namespace
     * @param ordinal its number
     * @param streamId its id
     */
    record StreamDeleted(String namespace, int ordinal, String streamId) implements RegistryChange {}

    /**
     * A stream became one of another type: its events are those of the new type from here on, which stand under a new
     * number; those under the old number are gone.
     *
     * @param namespace the namespace
     * @param ordinal its number up to now
     * @param newOrdinal its number from here on; never used before
     * @param stream the new definition, which names the new type
     * @param streamViewId the view by which the events were converted
     * @param modified when
     */
    record StreamTypeChanged(
            String namespace, int ordinal, int newOrdinal, SdsStream stream, String streamViewId, Instant modified)
            implements RegistryChange {}

    /**
     * The tags of a stream were replaced.
     *
     * @param namespace the namespace
     * @param ordinal the number of the stream
     * @param streamId its id
     * @param tags all its tags now
     * @param modified when
     */
    record TagsReplaced(String namespace, int ordinal, String streamId, List<String> tags, Instant modified)
            implements RegistryChange {
        public TagsReplaced {
            tags = List.copyOf(tags);
        }
    }

    /**
     * The metadata of a stream was replaced.
     *
     * @param namespace the namespace
     * @param ordinal the number of the stream
     * @param streamId its id
     * @param metadata all its metadata now, in the order in which it is shown
     * @param modified when
     */
    record MetadataReplaced(
            String namespace, int ordinal, String streamId, Map<String, String> metadata, Instant modified)
            implements RegistryChange {
        public MetadataReplaced {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /**
     * A stream view was created, or replaced if there was one with its id.
     *
     * @param namespace the namespace
     * @param view its definition
     * @param modified when
     */
    record StreamViewStored(String namespace, SdsStreamView view, Instant modified) implements RegistryChange {}

    /**
     * A stream view was deleted.
     *
     * @param namespace the namespace
     * @param streamViewId the view
     */
    record StreamViewDeleted(String namespace, String streamViewId) implements RegistryChange {}

    /**
     * All smaller stream numbers are spent, also those of streams that are gone. Counting goes over all namespaces; written
     * by checkpoints, and before events are stored under a number that no stream has yet.
     *
     * @param namespace always {@link Registry#DEFAULT_NAMESPACE}
     * @param next the next number that may be given
     */
    record OrdinalsSpent(String namespace, int next) implements RegistryChange {}
}
