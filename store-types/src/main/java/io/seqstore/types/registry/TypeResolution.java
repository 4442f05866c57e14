package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.schema.TypeValidity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one type definition that is sent to the registry: its references by id are replaced by the registered
 * types, and the definitions nested in it are told into those that are registered already and those that are new (spec 02,
 * section 4, rules ). Made for one call; changes nothing.
 */
final class TypeResolution {
    /** The namespace, for messages. */
    private final String namespace;

    private final NamespaceContents registered;
    /** By folded id: the definitions that stand in the body itself, the root included; the first of each id. */
    private final Map<String, SdsType> inBody = new HashMap<>();
    /** By identity, since a definition that is built in Java may share its parts: what became of each definition. */
    private final IdentityHashMap<SdsType, SdsType> complete = new IdentityHashMap<>();

    private final Set<SdsType> collected = Collections.newSetFromMap(new IdentityHashMap<>());
    /** By folded id: the new types; in the order in which they are created in {@link #fresh}. */
    private final Map<String, SdsType> firstOfId = new HashMap<>();

    private final List<SdsType> fresh = new ArrayList<>();
    private final Set<String> underWay = new HashSet<>();
    private GetOrCreate.@Nullable Conflict<SdsType> conflict;

    private TypeResolution(String namespace, NamespaceContents registered) {
        this.namespace = namespace;
        this.registered = registered;
    }

    /** The outcome of a resolution. */
    sealed interface Outcome {
        /** Nothing is to be done: the answer is found or conflict. */
        record Settled(GetOrCreate<SdsType> answer) implements Outcome {}

        /** These types are to be registered in this order, the root last. */
        record Creation(List<SdsType> types) implements Outcome {}
    }

    /**
     * Settles a root type in the order of checks of spec 02, section 3.1: validity, existence of what is named, comparison.
     *
     * @param registered what is in the namespace
     * @param knownUnit whether a text names a unit
     * @throws InvalidRequestException when the definition is not valid
     * @throws io.seqstore.types.NotFoundException when it refers to a type that does not exist
     */
    static Outcome of(String namespace, SdsType root, NamespaceContents registered, Predicate<String> knownUnit) {
        TypeValidity.check(root, knownUnit);
        TypeResolution resolution = new TypeResolution(namespace, registered);
        resolution.collect(root);
        SdsType complete = resolution.definition(root);
        // Once more: only now is known what the references are.
        TypeValidity.check(complete, knownUnit);
        if (resolution.conflict != null) {
            return new Outcome.Settled(resolution.conflict);
        }
        SdsType stored = registered.typeOrNull(idOf(root));
        if (stored != null) {
            return new Outcome.Settled(new GetOrCreate.Found<>(stored));
        }
        return new Outcome.Creation(List.copyOf(resolution.fresh));
    }

    /**
     * Replaces the references in a list of logged types, each of which may refer to those before it. A log is checked as a
     * request is: whoever changed it knows how to make a checksum.
     */
    static List<SdsType> replay(String namespace, List<SdsType> types, NamespaceContents registered) {
        TypeResolution resolution = new TypeResolution(namespace, registered);
        for (SdsType type : types) {
            TypeValidity.checkStored(type);
        }
        for (SdsType type : types) {
            resolution.collect(type);
        }
        for (SdsType type : types) {
            resolution.definition(type);
        }
        if (resolution.conflict != null || resolution.fresh.size() != types.size()) {
            throw new IllegalArgumentException(
                    "logged types " + types.stream().map(SdsType::id).toList() + " do not fit the types of namespace '"
                            + namespace + "'");
        }
        for (SdsType type : resolution.fresh) {
            TypeValidity.checkStored(type);
        }
        return List.copyOf(resolution.fresh);
    }

    /** Finds the definitions in the body, so that a reference may stand before the definition that it means. */
    private void collect(SdsType type) {
        if (!collected.add(type)) {
            return;
        }
        if (isDefinition(type)) {
            inBody.putIfAbsent(IdRule.fold(idOf(type)), type);
        }
        for (SdsType argument : type.genericArguments()) {
            collect(argument);
        }
        SdsType base = type.baseType();
        if (base != null) {
            collect(base);
        }
        for (SdsTypeProperty property : type.properties()) {
            SdsType propertyType = property.type();
            if (propertyType != null) {
                collect(propertyType);
            }
        }
    }

    private SdsType nested(SdsType type) {
        if (type.isReference()) {
            return reference(type);
        }
        return type.typeCode().isReferenced() ? definition(type) : type;
    }

    private SdsType reference(SdsType reference) {
        String id = idOf(reference);
        SdsType inSameBody = inBody.get(IdRule.fold(id));
        SdsType target = inSameBody != null ? definition(inSameBody) : registered.typeOrNull(id);
        if (target == null) {
            throw Problems.noType(namespace, id);
        }
        boolean namesCode = reference.typeCode().isReferenced();
        if (namesCode && reference.typeCode() != target.typeCode()) {
            note(
                    target,
                    "Type '" + id + "': SdsTypeCode of the reference is "
                            + reference.typeCode().number() + ", stored is "
                            + target.typeCode().number());
        }
        return target;
    }

    /** The complete form of a definition: the registered instance if there is one, else a new type. */
    private SdsType definition(SdsType type) {
        SdsType known = complete.get(type);
        if (known != null) {
            return known;
        }
        String key = IdRule.fold(idOf(type));
        if (!underWay.add(key)) {
            throw new InvalidRequestException(
                    "Type '" + type.id()
                            + "' contains itself; a type may not be its own base, property or argument type.",
                    Map.of(Problems.TYPE_ID, idOf(type)));
        }
        SdsType standing = standingFor(key, withCompleteParts(type));
        underWay.remove(key);
        complete.put(type, standing);
        return standing;
    }

    /** The one type that is meant by an id in this call; a definition that differs from it is a conflict. */
    private SdsType standingFor(String key, SdsType given) {
        SdsType first = firstOfId.get(key);
        SdsType other = first != null ? first : registered.typeOrNull(idOf(given));
        if (other == null) {
            firstOfId.put(key, given);
            fresh.add(given);
            return given;
        }
        Optional<String> difference = TypeEquality.firstDifference(other, given);
        if (difference.isEmpty()) {
            return other;
        }
        note(other, "Type '" + given.id() + "': " + difference.get());
        // The given one goes on, so that its own faults are still found before the conflict is told.
        return given;
    }

    private void note(SdsType stored, String difference) {
        if (conflict == null) {
            conflict = new GetOrCreate.Conflict<>(stored, difference);
        }
    }

    private SdsType withCompleteParts(SdsType type) {
        SdsType base = type.baseType();
        List<SdsType> arguments = new ArrayList<>();
        for (SdsType argument : type.genericArguments()) {
            arguments.add(nested(argument));
        }
        List<SdsTypeProperty> properties = new ArrayList<>();
        for (SdsTypeProperty property : type.properties()) {
            properties.add(withCompleteType(property));
        }
        return new SdsType(
                type.id(),
                type.name(),
                type.description(),
                type.typeCode(),
                type.isGenericType(),
                type.isReferenceType(),
                arguments,
                properties,
                base == null ? null : nested(base),
                type.derivedTypes(),
                type.interpolationMode(),
                type.extrapolationMode());
    }

    private SdsTypeProperty withCompleteType(SdsTypeProperty property) {
        SdsType type = property.type();
        return type == null ? property : property.withType(nested(type));
    }

    /** Whether this is a full definition of a type that is kept under its own id. */
    private static boolean isDefinition(SdsType type) {
        return type.typeCode().isReferenced() && !type.isReference();
    }

    private static String idOf(SdsType type) {
        String id = type.id();
        if (id == null) {
            throw new IllegalStateException("a valid referenced type has an id");
        }
        return id;
    }
}
