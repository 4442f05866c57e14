package io.seqstore.core.retain;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.value.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How long events are kept, as rules by namespace, by the beginning of stream ids, and by stream. Where several rules are for
 * a stream the one counts that says most of its id: the whole id before a longer beginning before a shorter one before the
 * namespace. Streams without a rule keep everything. Immutable; the methods return changed copies, in which a rule takes the
 * place of an older one for the same streams.
 *
 * <p>Rules are for streams whose only key is a DateTime or a DateTimeOffset. Those of a namespace and of a beginning pass over
 * all other streams; one that names such a stream is an error. Events whose key lies more than the duration before the time
 * of the clock are removed some time later, when a whole block of them is there: after a flush, or by
 * {@code compact()}. Until then they are read as before. {@code docs/operations.md}, "Retention", says what holds meanwhile.
 *
 * <p>The rules are not stored: they count as long as the store is open that was opened with them.
 */
public final class Retention {
    /** A duration that no event is older than, for what a wider rule must spare. */
    public static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    private static final Retention NONE = new Retention(List.of(), InstantSource.system());

    private final List<RetentionRule> rules;
    private final InstantSource clock;

    private Retention(List<RetentionRule> rules, InstantSource clock) {
        this.rules = List.copyOf(rules);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** No rule; everything is kept. */
    public static Retention none() {
        return NONE;
    }

    /**
     * Keeps the events of all streams of a namespace for some time.
     *
     * @throws IllegalArgumentException when the duration is not positive; so with the methods below
     */
    public Retention keepNamespace(String namespace, Duration keepFor) {
        return with(new RetentionRule(namespace, "", false, keepFor));
    }

    /** Keeps the events of the streams whose ids begin so, ignoring case, for some time. */
    public Retention keepStreamsBeginning(String namespace, String idBeginning, Duration keepFor) {
        return with(new RetentionRule(namespace, idBeginning, false, keepFor));
    }

    /** Keeps the events of one stream for some time, whether it exists yet or not. */
    public Retention keepStream(String namespace, String streamId, Duration keepFor) {
        return with(new RetentionRule(namespace, streamId, true, keepFor));
    }

    /** The same rules by another clock; the system's unless told otherwise. */
    public Retention withClock(InstantSource newClock) {
        return new Retention(rules, newClock);
    }

    private Retention with(RetentionRule rule) {
        List<RetentionRule> more = new ArrayList<>(rules);
        more.removeIf(rule::hasTargetOf);
        more.add(rule);
        return new Retention(more, clock);
    }

    /** Whether there is no rule. */
    public boolean isNone() {
        return rules.isEmpty();
    }

    List<RetentionRule> rules() {
        return rules;
    }

    /** The namespaces that have rules. */
    List<String> namespaces() {
        TreeSet<String> namespaces = new TreeSet<>(IdOrder.INSTANCE);
        for (RetentionRule rule : rules) {
            namespaces.add(rule.namespace());
        }
        return List.copyOf(namespaces);
    }

    /** The rule that counts for a stream. */
    Optional<RetentionRule> ruleFor(String namespace, String streamId) {
        return rules.stream()
                .filter(rule -> rule.isFor(namespace, streamId))
                .reduce((one, other) -> other.isCloserThan(one) ? other : one);
    }

    /** The first key that is kept now, in ticks; the smallest long when everything is. */
    long horizon(Duration keepFor) {
        Instant now = clock.instant();
        Duration sinceFirstTick = Duration.between(Ticks.toInstant(Ticks.MIN), now);
        return keepFor.compareTo(sinceFirstTick) > 0 ? Long.MIN_VALUE : Ticks.of(now.minus(keepFor));
    }
}
