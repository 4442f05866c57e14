package io.seqstore.types.json;

import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import java.io.IOException;

/** Reads the modes, which may stand as number or name (spec 01, section 4). */
final class ModeJson {
    private ModeJson() {}

    static SdsInterpolationMode interpolation(JsonInput input) throws IOException {
        return input.constant("an interpolation mode", SdsInterpolationMode::ofNumber, SdsInterpolationMode::ofName);
    }

    static SdsExtrapolationMode extrapolation(JsonInput input) throws IOException {
        return input.constant("an extrapolation mode", SdsExtrapolationMode::ofNumber, SdsExtrapolationMode::ofName);
    }
}
