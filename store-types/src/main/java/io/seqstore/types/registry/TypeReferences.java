package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types that a type refers to directly and that are kept under ids of their own (spec 02, R-1). Stateless. */
final class TypeReferences {
    private TypeReferences() {}

    /** The base type, the types of properties and the generic arguments that are kept; may repeat. */
    static List<SdsType> direct(SdsType type) {
        List<SdsType> references = new ArrayList<>();
        SdsType base = type.baseType();
        if (base != null) {
            references.add(base);
        }
        for (SdsTypeProperty property : type.properties()) {
            SdsType propertyType = property.type();
            if (propertyType != null && propertyType.typeCode().isReferenced()) {
                references.add(propertyType);
            }
        }
        for (SdsType argument : type.genericArguments()) {
            if (argument.typeCode().isReferenced()) {
                references.add(argument);
            }
        }
        return references;
    }

    /** The same type with nothing but id and code of the types that it refers to. */
    static SdsType withBareReferences(SdsType type) {
        SdsType base = type.baseType();
        return new SdsType(
                type.id(),
                type.name(),
                type.description(),
                type.typeCode(),
                type.isGenericType(),
                type.isReferenceType(),
                type.genericArguments().stream().map(TypeReferences::bare).toList(),
                type.properties().stream().map(TypeReferences::bare).toList(),
                base == null ? null : bare(base),
                type.derivedTypes(),
                type.interpolationMode(),
                type.extrapolationMode());
    }

    private static SdsTypeProperty bare(SdsTypeProperty property) {
        SdsType type = property.type();
        return type == null ? property : property.withType(bare(type));
    }

    private static SdsType bare(SdsType type) {
        @Nullable String id = type.id();
        return id == null || !type.typeCode().isReferenced()
                ? type
                : SdsType.builder(type.typeCode()).id(id).build();
    }
}
