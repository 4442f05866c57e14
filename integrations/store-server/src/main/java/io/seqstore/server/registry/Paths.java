package io.seqstore.server.registry;

/** The beginnings of the paths of all routes. */
public final class Paths {
    /** Of what belongs to a tenant. */
    public static final String TENANT = "/api/{version}/Tenants/{tenantId}";

    /** Of what lives in a namespace. */
    public static final String NAMESPACE = TENANT + "/Namespaces/{namespaceId}";

    private Paths() {}
}
