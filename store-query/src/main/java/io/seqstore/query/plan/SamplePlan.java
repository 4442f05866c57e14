package io.seqstore.query.plan;

import io.seqstore.query.request.SampledRequest;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import java.util.ArrayList;
import java.util.List;

/** Which properties a sampled read looks at (spec 08, section 9). */
public final class SamplePlan {
    private SamplePlan() {}

    /**
     * The properties that are named, each once.
     *
     * @throws InvalidRequestException when one is unknown or has no order that a curve could be drawn of
     */
    public static List<PropertyLayout> sampledProperties(EventLayout layout, SampledRequest request) {
        List<PropertyLayout> sampled = new ArrayList<>();
        for (String id : request.sampleBy()) {
            PropertyLayout property = layout.property(id);
            if (NumberForm.of(property.code()) == NumberForm.NONE) {
                throw new InvalidRequestException("Property '" + property.id() + "' is a "
                        + property.code().sdsName() + ", which cannot be sampled by.");
            }
            if (!sampled.contains(property)) {
                sampled.add(property);
            }
        }
        return List.copyOf(sampled);
    }
}
