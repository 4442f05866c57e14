package io.seqstore.types.registry;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words in which the registry refuses, in one place so that each situation always reads the same. */
final class Problems {
    static LimitExceededException ordinalsSpent() {
        return new LimitExceededException(
                "Too many streams were created.",
                "All " + Integer.MAX_VALUE + " stream numbers of this store are spent.",
                "Copy what is needed into a new store.",
                Map.of());
    }

    static final String NAMESPACE_ID = "NamespaceId";
    static final String TYPE_ID = "TypeId";
    static final String STREAM_ID = "StreamId";
    static final String STREAM_VIEW_ID = "StreamViewId";
    static final String PROPERTY_ID = "PropertyId";

    private static final String CHECK_OR_CREATE = "Check the id, or create it first.";

    private Problems() {}

    static NotFoundException noNamespace(String namespace) {
        return new NotFoundException(
                "The specified namespace was not found.",
                "Namespace '" + namespace + "' does not exist.",
                CHECK_OR_CREATE,
                Map.of(NAMESPACE_ID, namespace));
    }

    static NotFoundException noType(String namespace, String typeId) {
        return missing("type", "Type", TYPE_ID, namespace, typeId);
    }

    static NotFoundException noStream(String namespace, String streamId) {
        return missing("stream", "Stream", STREAM_ID, namespace, streamId);
    }

    static NotFoundException noStreamView(String namespace, String viewId) {
        return missing("stream view", "Stream view", STREAM_VIEW_ID, namespace, viewId);
    }

    private static NotFoundException missing(
            String kind, String kindAtStart, String parameter, String namespace, String id) {
        return new NotFoundException(
                "The specified " + kind + " was not found.",
                kindAtStart + " '" + id + "' does not exist in namespace '" + namespace + "'.",
                CHECK_OR_CREATE,
                parameters(parameter, id, NAMESPACE_ID, namespace));
    }

    static ConflictException stillReferenced(String namespace, String typeId, ReferenceCounts counts) {
        Map<String, String> parameters = parameters(TYPE_ID, typeId, NAMESPACE_ID, namespace);
        counts.byKind().forEach((kind, count) -> parameters.put(kind, count.toString()));
        return new ConflictException(
                "The type is still referenced.",
                "Type '" + typeId + "' in namespace '" + namespace + "' is referenced (streams: " + counts.streams()
                        + ", stream views: " + counts.streamViews() + ", types: " + counts.types() + ").",
                "Delete those first.",
                parameters);
    }

    static ConflictException namespaceStays(String namespace, String why, String resolution) {
        return new ConflictException(
                "The namespace cannot be deleted.",
                "Namespace '" + namespace + "' stays: " + why + ".",
                resolution,
                Map.of(NAMESPACE_ID, namespace));
    }

    static ConflictException otherType(String namespace, RegisteredStream stored, SdsStream given) {
        return new ConflictException(
                "The type of a stream cannot be changed this way.",
                "Stream '" + stored.id + "' in namespace '" + namespace + "' is of type '" + stored.type.id
                        + "', the definition names type '" + given.typeId() + "'.",
                "Keep the type, or change it through a stream view.",
                parameters(STREAM_ID, stored.id, TYPE_ID, stored.type.id));
    }

    static ConflictException viewOfOtherType(String namespace, RegisteredStream stream, RegisteredView view) {
        return new ConflictException(
                "The stream view is for streams of another type.",
                "Stream '" + stream.id + "' in namespace '" + namespace + "' is of type '" + stream.type.id
                        + "', the source type of stream view '" + view.id + "' is '" + view.view.sourceTypeId() + "'.",
                "Use a view whose source type is the type of the stream.",
                parameters(STREAM_ID, stream.id, STREAM_VIEW_ID, view.id));
    }

    static ConflictException changedMeanwhile(String namespace, String streamId) {
        return new ConflictException(
                "The type of the stream was not changed.",
                "Stream '" + streamId + "' in namespace '" + namespace
                        + "' or the stream view got another definition while the events were converted.",
                "Change the type again.",
                parameters(STREAM_ID, streamId));
    }

    static NotFoundException noMetadata(String namespace, String streamId, String key) {
        return new NotFoundException(
                "The specified metadata key was not found.",
                "Stream '" + streamId + "' in namespace '" + namespace + "' has no metadata '" + key + "'.",
                "Check the key; its case counts.",
                parameters(STREAM_ID, streamId, "Key", key));
    }

    static InvalidRequestException wrongStream(String streamId, String reason) {
        return new InvalidRequestException(reason, parameters(STREAM_ID, streamId));
    }

    static InvalidRequestException wrongStream(String streamId, String propertyId, String reason) {
        return new InvalidRequestException(reason, parameters(STREAM_ID, streamId, PROPERTY_ID, propertyId));
    }

    /** A map in the order of the arguments: name, value, name, value. */
    static Map<String, String> parameters(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }
}
