package io.seqstore.types.registry;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.JsonTree;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.TypeValidity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A registry in the state that a golden vector gives, and its answers in the terms of the vectors. */
public final class VectorRegistry {
    /** What an operation answers: the HTTP status it stands for and what it returns. */
    public record Answer(int status, Object body) {}

    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int DEFAULT_STREAM_COUNT_DIGITS = 4;

    public final Registry registry = new Registry(RegistryJournal.none());

    public VectorRegistry(Map<String, Object> given) {
        list(given.get("types")).forEach(type -> created(registry.getOrCreateType(NS, type(type))));
        for (Object stream : list(given.get("streams"))) {
            String typeId = text(map(stream).get("TypeId"));
            if (registry.findType(NS, typeId).isEmpty()) {
                SdsType any =
                        SdsType.object(typeId).key("Key", SdsTypeCode.INT32).build();
                created(registry.getOrCreateType(NS, any));
            }
            created(registry.getOrCreateStream(NS, stream(stream)));
        }
        list(given.get("views")).forEach(view -> created(registry.streamViews().getOrCreate(NS, view(view))));
        map(given.get("tags")).forEach((id, tags) -> registry.streamLabels()
                .setTags(NS, id, list(tags).stream().map(VectorRegistry::text).toList()));
        map(given.get("metadata"))
                .forEach((id, entries) -> registry.streamLabels().setMetadata(NS, id, strings(entries)));
        if (given.get("streamCount") != null) {
            createStreams(number(given.get("streamCount")));
        }
    }

    private void createStreams(int count) {
        created(registry.getOrCreateType(
                NS, SdsType.object("T").key("Key", SdsTypeCode.INT32).build()));
        for (int i = 0; i < count; i++) {
            String id = ("%0" + DEFAULT_STREAM_COUNT_DIGITS + "d").formatted(i);
            created(registry.getOrCreateStream(NS, SdsStream.of(id, "T")));
        }
    }

    /** Performs an operation of the vectors; refusals become the status they stand for. */
    public Answer perform(Map<String, Object> when) {
        try {
            return answer(when);
        } catch (NotFoundException e) {
            return new Answer(404, e);
        } catch (ConflictException e) {
            return new Answer(409, e);
        } catch (InvalidRequestException e) {
            return new Answer(400, e);
        } catch (SeqstoreException e) {
            throw new AssertionError("no vector expects this", e);
        }
    }

    private Answer answer(Map<String, Object> when) {
        Object body = when.get("body");
        String typeId = text(when.get("typeId"));
        String streamId = text(when.get("streamId"));
        StreamLabels labels = registry.streamLabels();
        return switch (text(when.get("op"))) {
            case "postType" -> postType(typeId, body);
            case "getType" -> new Answer(200, registry.type(NS, typeId));
            case "deleteType" -> done(() -> registry.deleteType(NS, typeId));
            case "listTypes" -> new Answer(200, registry.types(NS, listing(when)));
            case "referenceCount" ->
                new Answer(200, registry.referenceCounts(NS, typeId).byKind());
            case "postStream" -> answer(registry.getOrCreateStream(NS, stream(body)));
            case "putStream" ->
                registry.createOrUpdateStream(NS, stream(body)) instanceof CreateOrUpdate.Created<?> c
                        ? new Answer(201, c.stored())
                        : new Answer(204, null);
            case "getStream" -> new Answer(200, registry.stream(NS, streamId).stream());
            case "deleteStream" -> done(() -> registry.deleteStream(NS, streamId));
            case "putStreamType" -> done(() -> registry.changeStreamType(NS, streamId, text(when.get("streamViewId"))));
            case "listStreams" -> new Answer(200, registry.streams(NS, listing(when)));
            case "postView" -> answer(registry.streamViews().getOrCreate(NS, view(body)));
            case "putTags" ->
                new Answer(
                        200,
                        labels.setTags(
                                NS,
                                streamId,
                                list(body).stream().map(VectorRegistry::text).toList()));
            case "deleteTags" -> done(() -> labels.setTags(NS, streamId, List.of()));
            case "putMetadata" -> new Answer(200, labels.setMetadata(NS, streamId, strings(body)));
            case "deleteMetadata" -> done(() -> labels.setMetadata(NS, streamId, Map.of()));
            case "getMetadataValue" -> new Answer(200, labels.metadataValue(NS, streamId, text(when.get("key"))));
            case "patchMetadata" -> patch(streamId, body);
            case "listNamespaces" ->
                new Answer(
                        200,
                        registry.namespaces().list().stream().map(Namespace::id).toList());
            case "validateId" -> new Answer(200, IdRule.check("Type", text(when.get("id"))));
            case "sequence" -> sequence(list(when.get("steps")));
            default -> throw new IllegalArgumentException("no such operation: " + when);
        };
    }

    private Answer postType(String typeId, Object body) {
        SdsType type = type(body);
        TypeValidity.checkRequestedId(typeId, type);
        return answer(registry.getOrCreateType(NS, type));
    }

    private Answer patch(String streamId, Object body) {
        var outcome = registry.streamLabels().patchMetadata(NS, streamId, MetadataPatch.fromJson(JsonTree.print(body)));
        return outcome instanceof MetadataPatch.Outcome.Patched patched
                ? new Answer(200, patched.metadata())
                : new Answer(outcome instanceof MetadataPatch.Outcome.KeyMissing ? 409 : 412, outcome);
    }

    private Answer sequence(List<Object> steps) {
        List<Answer> answers = new ArrayList<>();
        steps.forEach(step -> answers.add(perform(map(step))));
        return answers.get(answers.size() - 1);
    }

    private static Answer answer(GetOrCreate<?> result) {
        if (result instanceof GetOrCreate.Created<?> created) {
            return new Answer(201, created.stored());
        }
        return new Answer(result instanceof GetOrCreate.Found<?> ? 302 : 409, result.stored());
    }

    private static Answer done(Runnable call) {
        call.run();
        return new Answer(204, null);
    }

    private static Listing listing(Map<String, Object> when) {
        int skip = when.containsKey("skip") ? number(when.get("skip")) : 0;
        int count = when.containsKey("count") ? number(when.get("count")) : Listing.DEFAULT_COUNT;
        return new Listing(skip, count, text(when.get("orderby")));
    }

    private static void created(GetOrCreate<?> result) {
        if (result instanceof GetOrCreate.Conflict<?> conflict) {
            throw new AssertionError("the given state cannot be made: " + conflict);
        }
    }

    /** The members of an object; none when it is absent. */
    public static Map<String, Object> map(Object tree) {
        return tree == null ? Map.of() : JsonTree.map(tree);
    }

    /** The elements of an array; none when it is absent. */
    public static List<Object> list(Object tree) {
        return tree == null ? List.of() : JsonTree.list(tree);
    }

    public static String text(Object tree) {
        return (String) tree;
    }

    public static int number(Object tree) {
        return ((BigDecimal) tree).intValueExact();
    }

    public static SdsType type(Object tree) {
        return JsonText.readType(JsonTree.print(tree));
    }

    public static SdsStream stream(Object tree) {
        return JsonText.readStream(JsonTree.print(tree));
    }

    public static SdsStreamView view(Object tree) {
        return JsonText.read(JsonTree.print(tree), StreamViewJson::read);
    }

    static Map<String, String> strings(Object tree) {
        Map<String, String> strings = new LinkedHashMap<>();
        map(tree).forEach((key, value) -> strings.put(key, text(value)));
        return strings;
    }

    static Object json(Object body, Verbosity verbosity) {
        if (body instanceof SdsType type) {
            return JsonTree.parse(JsonText.writeType(type, verbosity));
        }
        if (body instanceof SdsStream stream) {
            return JsonTree.parse(JsonText.writeStream(stream, verbosity));
        }
        return body;
    }
}
