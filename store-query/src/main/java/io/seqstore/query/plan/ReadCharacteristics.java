package io.seqstore.query.plan;

import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream answers between and outside its events, after type, stream and property overrides have been weighed (spec
 * 03, section 5; spec 07, section 3). Immutable.
 *
 * <p>A whole event that is Discrete is lifted by no property; else the stream's override of a property wins, then, only when
 * the stream has no mode of its own, the mode of the type's property, then the mode of the whole event.
 */
public final class ReadCharacteristics {
    private final SdsInterpolationMode wholeEvent;
    private final SdsInterpolationMode[] ofProperties;
    private final SdsExtrapolationMode extrapolation;

    private ReadCharacteristics(
            SdsInterpolationMode wholeEvent, SdsInterpolationMode[] ofProperties, SdsExtrapolationMode extrapolation) {
        this.wholeEvent = wholeEvent;
        this.ofProperties = ofProperties;
        this.extrapolation = extrapolation;
    }

    /** The characteristics of a stream whose events are laid out so. */
    public static ReadCharacteristics of(EventLayout layout, SdsStream stream) {
        SdsInterpolationMode wholeEvent = wholeEvent(layout, stream);
        List<PropertyLayout> properties = layout.properties();
        SdsInterpolationMode[] modes = new SdsInterpolationMode[properties.size()];
        Arrays.setAll(modes, i -> ofProperty(properties.get(i), stream, wholeEvent));
        SdsExtrapolationMode own = stream.extrapolationMode();
        return new ReadCharacteristics(
                wholeEvent, modes, own != null ? own : layout.type().extrapolationMode());
    }

    private static SdsInterpolationMode wholeEvent(EventLayout layout, SdsStream stream) {
        SdsInterpolationMode ofType = layout.type().interpolationMode();
        SdsInterpolationMode own = stream.interpolationMode();
        return ofType == SdsInterpolationMode.DISCRETE || own == null ? ofType : own;
    }

    private static SdsInterpolationMode ofProperty(
            PropertyLayout property, SdsStream stream, SdsInterpolationMode wholeEvent) {
        if (wholeEvent == SdsInterpolationMode.DISCRETE) {
            return wholeEvent;
        }
        @Nullable
        SdsInterpolationMode mode = stream.overrideOf(property.id())
                .map(PropertyOverride::interpolationMode)
                .orElse(null);
        if (mode == null && stream.interpolationMode() == null) {
            mode = property.property().interpolationMode();
        }
        return mode != null ? mode : wholeEvent;
    }

    /**
     * The same for events that are shown as those that these are about: each property as the one that shows it, one that is
     * not shown as the event as a whole.
     *
     * @param shownPositions for each property of those events the position of the property that shows it, or -1
     */
    public ReadCharacteristics beneath(int... shownPositions) {
        SdsInterpolationMode[] modes = new SdsInterpolationMode[shownPositions.length];
        Arrays.setAll(modes, i -> shownPositions[i] < 0 ? wholeEvent : ofProperties[shownPositions[i]]);
        return new ReadCharacteristics(wholeEvent, modes, extrapolation);
    }

    /** The mode of the event as a whole: whether there is one at all. */
    public SdsInterpolationMode wholeEvent() {
        return wholeEvent;
    }

    /** The mode of the property at a position of {@link EventLayout#properties}. */
    public SdsInterpolationMode ofProperty(int position) {
        return ofProperties[position];
    }

    /** What is answered before the first and after the last event. */
    public SdsExtrapolationMode extrapolation() {
        return extrapolation;
    }

    /** Whether nothing is ever calculated. */
    public boolean isDiscrete() {
        return wholeEvent == SdsInterpolationMode.DISCRETE;
    }
}
