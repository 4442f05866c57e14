package io.seqstore;

import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.types.event.ColumnBatch;

/** Events at some indexes, stored or calculated (spec 07, 2.7). */
public final class InterpolatedRead extends EventRead {
    private final InterpolatedRequest request;

    InterpolatedRead(EventStream stream, InterpolatedRequest request) {
        super(stream);
        this.request = request;
    }

    @Override
    public ColumnBatch columns() {
        return stream.read(queries -> queries.interpolated(request));
    }
}
