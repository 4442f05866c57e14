package io.seqstore;

import io.seqstore.core.Stream;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.ConvertedQueries;
import io.seqstore.query.Reads;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.view.EventConversion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read through a stream view, in other units, or both; got from {@link EventStream#throughView} and {@link
 * EventStream#inUnits}. What is stored never changes. Indexes and filters speak of the stream, properties to sample by and
 * the results of what is shown. An event that cannot be converted fails the read with {@link InvalidRequestException}, which
 * names its index; nothing is left out. Safe for all threads.
 *
 * <pre>{@code
 * List<Event> inFahrenheit = pump.inUnit("Temperature", "degree Fahrenheit").window(from, to).events();
 * List<Event> asOther = pump.throughView("PumpToValve").inUnit("Pressure", "bar").range(from).events();
 * }</pre>
 */
public final class ConvertedStream extends ReadableStream {
    private final EventConversion conversion;

    ConvertedStream(Stream stream, EventConversion conversion, ReadLimits limits, @Nullable ReadDeadline deadline) {
        super(stream, limits, deadline);
        this.conversion = conversion;
    }

    /** How the converted events are laid out in columns. */
    @Override
    public EventLayout layout() {
        return conversion.target();
    }

    @Override
    public ConvertedStream withLimits(ReadLimits newLimits) {
        return new ConvertedStream(stream, conversion, newLimits, deadline);
    }

    @Override
    public ConvertedStream withDeadline(ReadDeadline newDeadline) {
        return new ConvertedStream(stream, conversion, limits, newDeadline);
    }

    /**
     * The same with some more values in other units; through a view those of the target type's properties, of which the unit
     * is the property's own (spec 05, D 13).
     *
     * @throws InvalidRequestException as {@link EventStream#inUnits} does, also when a property was asked for before
     */
    public ConvertedStream inUnits(List<PropertyOverride> units) {
        return new ConvertedStream(stream, conversion.inUnits(units), limits, deadline);
    }

    /** The same with one more value in another unit, as {@link #inUnits} does. */
    public ConvertedStream inUnit(String propertyId, String uom) {
        return inUnits(List.of(new PropertyOverride(propertyId, uom, null)));
    }

    @Override
    Reads reads(EventSource state) {
        return new ConvertedQueries(state, definition(), conversion, limits);
    }

    /** Joins know neither views nor units (spec 05, section 4). */
    @Override
    JoinInput openInput(@Nullable String filter, WindowRequest request, boolean limited) {
        throw new InvalidRequestException("A join shows events as they are stored; the window of stream '"
                + definition().id() + "' is read through a view or in other units.");
    }
}
