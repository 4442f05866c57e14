package io.seqstore.server.registry;

import io.seqstore.NamespaceStreams;
import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Route;
import io.seqstore.types.registry.MetadataPatch;
import io.seqstore.types.registry.MetadataPatch.Outcome;
import java.util.List;
import java.util.Map;

/** The routes of the tags and the metadata of streams (spec 03, section 8). */
public final class StreamLabelRoutes {
    private static final String STREAM = Paths.NAMESPACE + "/Streams/{streamId}";
    private static final String TAGS = STREAM + "/Tags";
    private static final String METADATA = STREAM + "/Metadata";

    private final Seqstore store;

    public StreamLabelRoutes(Seqstore store) {
        this.store = store;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(
                        TAGS,
                        "The tags of a stream",
                        request -> Listings.texts(streams(request).tags(id(request)))),
                Route.writing("PUT", TAGS, "Replaces the tags of a stream", this::setTags),
                Route.delete(TAGS, "Takes the tags of a stream away", this::deleteTags),
                Route.get(
                        METADATA,
                        "The metadata of a stream",
                        request -> map(streams(request).metadata(id(request)))),
                Route.get(METADATA + "/{key}", "One value of the metadata", this::metadataValue),
                Route.writing("PUT", METADATA, "Replaces the metadata of a stream", this::setMetadata),
                Route.writing("PATCH", METADATA, "Applies a JSON Patch to the metadata", this::patchMetadata),
                Route.delete(METADATA, "Takes the metadata of a stream away", this::deleteMetadata));
    }

    private NamespaceStreams streams(ApiRequest request) {
        return store.namespace(request.namespace()).streams();
    }

    private static String id(ApiRequest request) {
        return request.variable("streamId");
    }

    private Answer setTags(ApiRequest request) {
        return Listings.texts(streams(request).setTags(id(request), JsonBody.texts(request, "tags")));
    }

    private Answer deleteTags(ApiRequest request) {
        streams(request).deleteTags(id(request));
        return Answer.empty(204);
    }

    private Answer metadataValue(ApiRequest request) {
        String value = streams(request).metadataValue(id(request), request.variable("key"));
        return Answer.ok(json -> json.writeString(value));
    }

    private Answer setMetadata(ApiRequest request) {
        return map(streams(request).setMetadata(id(request), JsonBody.textsByKey(request, "metadata")));
    }

    private Answer patchMetadata(ApiRequest request) {
        Outcome outcome = streams(request)
                .patchMetadata(
                        id(request), MetadataPatch.fromJson(request.body().text()));
        if (outcome instanceof Outcome.Patched patched) {
            return map(patched.metadata());
        }
        throw refused(id(request), outcome);
    }

    private static ProblemException refused(String streamId, Outcome outcome) {
        if (outcome instanceof Outcome.KeyMissing missing) {
            return Problems.conflict(
                    "The patch does not fit the metadata.",
                    "Stream '" + streamId + "' has no metadata '" + missing.key() + "'; nothing was changed.",
                    "Read the metadata again and correct the patch.",
                    Map.of("StreamId", streamId, "Key", missing.key()));
        }
        Outcome.TestFailed failed = (Outcome.TestFailed) outcome;
        return Problems.preconditionFailed(
                "Metadata '" + failed.key() + "' of stream '" + streamId + "' is not '" + failed.expected()
                        + "'; nothing was changed.",
                Map.of("StreamId", streamId, "Key", failed.key()));
    }

    private Answer deleteMetadata(ApiRequest request) {
        streams(request).deleteMetadata(id(request));
        return Answer.empty(204);
    }

    private static Answer map(Map<String, String> texts) {
        return Answer.ok(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            json.writeEndObject();
        });
    }
}
