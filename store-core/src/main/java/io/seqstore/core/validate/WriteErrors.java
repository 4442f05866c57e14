package io.seqstore.core.validate;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exceptions of writes (spec 06, section 2), each naming the stream and the first offending index. */
public final class WriteErrors {
    private WriteErrors() {}

    public static ConflictException exists(String streamId, ColumnBatch batch, int row) {
        String index = index(batch, row);
        return new ConflictException(
                "An event already exists at the specified index.",
                "Index '" + index + "' of stream '" + streamId + "' already holds an event.",
                "Use update to replace events, or insert at free indexes.",
                parameters(streamId, index));
    }

    public static NotFoundException missing(String streamId, ColumnBatch batch, int row) {
        String index = index(batch, row);
        return new NotFoundException(
                "No event exists at the specified index.",
                "Index '" + index + "' of stream '" + streamId + "' holds no event.",
                "Use update to write events at free indexes.",
                parameters(streamId, index));
    }

    static InvalidRequestException invalid(String streamId, ColumnBatch batch, int row, String reason) {
        return new InvalidRequestException(reason, parameters(streamId, index(batch, row)));
    }

    public static NotFoundException streamDeleted(String streamId) {
        return new NotFoundException(
                "The specified stream was not found.",
                "Stream '" + streamId + "' was deleted.",
                "Create the stream again.",
                Map.of("StreamId", streamId));
    }

    public static ConflictException typeChanged(String streamId) {
        return new ConflictException(
                "The stream has another type now.",
                "The type of stream '" + streamId + "' was changed after the stream was looked up.",
                "Look the stream up again, and go by its new type.",
                Map.of("StreamId", streamId));
    }

    private static String index(ColumnBatch batch, int row) {
        return EventConverter.of(batch.layout()).keyToken(batch, row);
    }

    private static Map<String, String> parameters(String streamId, String index) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("StreamId", streamId);
        parameters.put("Index", index);
        return parameters;
    }
}
