package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the modes of type, property, stream and override holds (spec 03, section 5). */
class ReadCharacteristicsTest {
    @ParameterizedTest(name = "type {0}, property {1}, stream {2}, override {3}: event {4}, property {5}")
    @CsvSource(
            nullValues = "none",
            value = {
                "CONTINUOUS, none, none, none, CONTINUOUS, CONTINUOUS",
                "STEPWISE_CONTINUOUS_LEADING, none, none, none, STEPWISE_CONTINUOUS_LEADING, STEPWISE_CONTINUOUS_LEADING",
                "CONTINUOUS, DISCRETE, none, none, CONTINUOUS, DISCRETE",
                "CONTINUOUS, DISCRETE, STEPWISE_CONTINUOUS_LEADING, none, STEPWISE_CONTINUOUS_LEADING,"
                        + " STEPWISE_CONTINUOUS_LEADING",
                "CONTINUOUS, DISCRETE, CONTINUOUS, none, CONTINUOUS, CONTINUOUS",
                "CONTINUOUS, DISCRETE, none, STEPWISE_CONTINUOUS_TRAILING, CONTINUOUS, STEPWISE_CONTINUOUS_TRAILING",
                "CONTINUOUS, none, STEPWISE_CONTINUOUS_LEADING, DISCRETE, STEPWISE_CONTINUOUS_LEADING, DISCRETE",
                "DISCRETE, none, none, none, DISCRETE, DISCRETE",
                "DISCRETE, none, CONTINUOUS, CONTINUOUS, DISCRETE, DISCRETE",
                "CONTINUOUS, none, DISCRETE, CONTINUOUS, DISCRETE, DISCRETE",
                "CONTINUOUS, CONTINUOUS, DISCRETE, none, DISCRETE, DISCRETE"
            })
    void weighsTheModes(
            SdsInterpolationMode ofType,
            @Nullable SdsInterpolationMode ofProperty,
            @Nullable SdsInterpolationMode ofStream,
            @Nullable SdsInterpolationMode override,
            SdsInterpolationMode wholeEvent,
            SdsInterpolationMode property) {
        SdsStream stream = SdsStream.of("s", "T")
                .withInterpolation(ofStream)
                .withPropertyOverrides(List.of(new PropertyOverride("v", "meter", override)));
        ReadCharacteristics characteristics = ReadCharacteristics.of(layout(ofType, ofProperty, null), stream);
        assertEquals(wholeEvent, characteristics.wholeEvent());
        assertEquals(property, characteristics.ofProperty(1));
    }

    @ParameterizedTest(name = "type {0}, stream {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {"NONE, none, NONE", "NONE, ALL, ALL", "ALL, BACKWARD, BACKWARD"})
    void letsTheStreamDecideAboutExtrapolation(
            SdsExtrapolationMode ofType, @Nullable SdsExtrapolationMode ofStream, SdsExtrapolationMode effective) {
        SdsStream stream = SdsStream.of("s", "T").withExtrapolation(ofStream);
        EventLayout layout = layout(SdsInterpolationMode.CONTINUOUS, null, ofType);
        assertEquals(effective, ReadCharacteristics.of(layout, stream).extrapolation());
    }

    private static EventLayout layout(
            SdsInterpolationMode ofType,
            @Nullable SdsInterpolationMode ofProperty,
            @Nullable SdsExtrapolationMode extrapolation) {
        SdsType.Builder type = SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property(
                        SdsTypeProperty.of("V", SdsType.of(SdsTypeCode.DOUBLE)).withInterpolationMode(ofProperty))
                .interpolation(ofType);
        return EventLayout.of((extrapolation == null ? type : type.extrapolation(extrapolation)).build());
    }
}
