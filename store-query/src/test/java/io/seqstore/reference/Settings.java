package io.seqstore.reference;

import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;

/** Which modes hold, by the table of precedence (spec 03, section 5; spec 07, sections 3 and 4). */
record Settings(SdsType type, SdsStream stream) {
    SdsInterpolationMode wholeEvent() {
        if (type.interpolationMode() == SdsInterpolationMode.DISCRETE) {
            return SdsInterpolationMode.DISCRETE;
        }
        return stream.interpolationMode() != null ? stream.interpolationMode() : type.interpolationMode();
    }

    boolean isDiscrete() {
        return wholeEvent() == SdsInterpolationMode.DISCRETE;
    }

    SdsInterpolationMode of(SdsTypeProperty property) {
        if (isDiscrete()) {
            return SdsInterpolationMode.DISCRETE;
        }
        for (SdsStream.PropertyOverride override : stream.propertyOverrides()) {
            if (override.propertyId().equalsIgnoreCase(property.id()) && override.interpolationMode() != null) {
                return override.interpolationMode();
            }
        }
        if (stream.interpolationMode() == null && property.interpolationMode() != null) {
            return property.interpolationMode();
        }
        return wholeEvent();
    }

    boolean answersBefore() {
        SdsExtrapolationMode mode = extrapolation();
        return !isDiscrete() && (mode == SdsExtrapolationMode.ALL || mode == SdsExtrapolationMode.BACKWARD);
    }

    boolean answersAfter() {
        SdsExtrapolationMode mode = extrapolation();
        return !isDiscrete() && (mode == SdsExtrapolationMode.ALL || mode == SdsExtrapolationMode.FORWARD);
    }

    private SdsExtrapolationMode extrapolation() {
        return stream.extrapolationMode() != null ? stream.extrapolationMode() : type.extrapolationMode();
    }
}
