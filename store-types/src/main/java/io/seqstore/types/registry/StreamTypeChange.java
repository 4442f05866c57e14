package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;

/**
 * A change of a stream's type that was found possible as far as definitions go, and is not made yet: what must still hold
 * when it is. Immutable.
 *
 * @param namespace id of the namespace
 * @param before the stream as it was
 * @param view the view by which its events are to be converted
 * @param target the type that it is to get, nested types in full
 */
public record StreamTypeChange(String namespace, StreamEntry before, SdsStreamView view, SdsType target) {}
