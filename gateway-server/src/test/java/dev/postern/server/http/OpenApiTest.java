/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import dev.postern.api.Gateway;
import dev.postern.server.ServerLimits;
import dev.postern.server.admin.AdminEndpoints;
import dev.postern.server.admin.AdminStore;
import dev.postern.server.admin.MasterKey;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description in OpenAPI's form says what is served, and no more. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final String TEXT = new String(OpenApiPage.bytes(), StandardCharsets.UTF_8);

    private final JsonObject document = JsonParser.parseString(TEXT).getAsJsonObject();

    @TempDir
    Path folder;

    private record Operation(String method, String path, JsonObject place, JsonObject json) {}

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonElement> path :
                document.getAsJsonObject("paths").entrySet()) {
            JsonObject place = path.getValue().getAsJsonObject();
            for (String member : place.keySet()) {
                if (METHODS.contains(member)) {
                    operations.add(new Operation(member, path.getKey(), place, place.getAsJsonObject(member)));
                }
            }
        }
        return operations;
    }

    private static void eachObject(JsonElement from, Consumer<JsonObject> action) {
        if (from.isJsonArray()) {
            from.getAsJsonArray().forEach(element -> eachObject(element, action));
        } else if (from.isJsonObject()) {
            action.accept(from.getAsJsonObject());
            from.getAsJsonObject().asMap().values().forEach(element -> eachObject(element, action));
        }
    }

    private List<String> references() {
        List<String> references = new ArrayList<>();
        eachObject(document, object -> {
            if (object.has("$ref")) {
                references.add(object.get("$ref").getAsString());
            }
        });
        return references;
    }

    private JsonElement resolve(String reference) {
        assertThat(reference).startsWith("#/");
        JsonElement at = document;
        for (String step : reference.substring(2).split("/")) {
            at = at.getAsJsonObject().get(step.replace("~1", "/").replace("~0", "~"));
            assertThat(at).as(reference).isNotNull();
        }
        return at;
    }

    private JsonObject resolved(JsonElement element) {
        JsonObject object = element.getAsJsonObject();
        return object.has("$ref") ? resolve(object.get("$ref").getAsString()).getAsJsonObject() : object;
    }

    @Test
    void everyServedRouteIsDescribedAndEveryDescribedRouteIsServedUnderItsRight() {
        try (Gateway gateway = Gateway.builder().build();
                AdminStore store = AdminStore.openForServer(folder, MasterKey.inFolder(folder))) {
            Face face = FaceBuilder.build(
                    gateway,
                    store.keys(),
                    AdminEndpoints.of(store, gateway::check),
                    true,
                    () -> false,
                    ServerLimits.defaults(),
                    () -> true);
            Set<String> served = face.routes().stream()
                    .filter(route -> !(route.action() instanceof AbsentRoute))
                    .map(route -> route.method() + " " + route.path() + " "
                            + route.right().word())
                    .collect(Collectors.toCollection(TreeSet::new));

            Set<String> described = operations().stream()
                    .map(operation -> operation.method().toUpperCase(Locale.ROOT) + " " + operation.path() + " "
                            + operation.json().get("x-right").getAsString())
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(described).isEqualTo(served);
        }
    }

    @Test
    void isStrictJsonWithoutTrailingText() throws Exception {
        try (JsonReader reader = new JsonReader(new StringReader(TEXT))) {
            reader.setStrictness(Strictness.STRICT);
            reader.skipValue();

            assertThat(reader.peek()).hasToString("END_DOCUMENT");
        }
        assertThat(document.get("openapi").getAsString()).startsWith("3.1.");
        assertThat(document.getAsJsonObject("info").keySet()).contains("title", "version");
    }

    @Test
    void noObjectHasOneNameTwice() throws Exception {
        try (JsonReader reader = new JsonReader(new StringReader(TEXT))) {
            requireUniqueNames(reader);
        }
    }

    private static void requireUniqueNames(JsonReader reader) throws Exception {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Set<String> names = new HashSet<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    String name = reader.nextName();
                    assertThat(names.add(name))
                            .as("%s at %s", name, reader.getPath())
                            .isTrue();
                    requireUniqueNames(reader);
                }
                reader.endObject();
            }
            case BEGIN_ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    requireUniqueNames(reader);
                }
                reader.endArray();
            }
            default -> reader.skipValue();
        }
    }

    @Test
    void everyReferenceResolvesAndEveryComponentIsUsed() {
        List<String> references = references();

        references.forEach(this::resolve);
        JsonObject components = document.getAsJsonObject("components");
        for (String kind : components.keySet()) {
            for (String name : components.getAsJsonObject(kind).keySet()) {
                if (!kind.equals("securitySchemes")) {
                    assertThat(references).contains("#/components/" + kind + "/" + name);
                }
            }
        }
    }

    @Test
    void operationsHaveDistinctIdsAndEveryOneHasASuccessAndTheOneError() {
        Set<String> ids = new HashSet<>();
        for (Operation operation : operations()) {
            JsonObject json = operation.json();
            assertThat(ids.add(json.get("operationId").getAsString())).isTrue();
            JsonObject responses = json.getAsJsonObject("responses");
            assertThat(responses.keySet()).as(operation.path()).contains("200", "default");
            assertThat(resolved(responses.get("200")).keySet()).contains("description", "content");
            assertThat(responses.getAsJsonObject("default").get("$ref").getAsString())
                    .isEqualTo("#/components/responses/error");
        }
    }

    @Test
    void everyVariableOfAPathIsAParameterAndTheOtherWayRound() {
        for (Operation operation : operations()) {
            Set<String> variables = new TreeSet<>();
            for (String segment : operation.path().split("/")) {
                if (segment.startsWith("{")) {
                    variables.add(segment.substring(1, segment.length() - 1));
                }
            }
            Set<String> parameters = new TreeSet<>();
            JsonElement declared = operation.place().get("parameters");
            for (JsonElement element : declared == null ? new JsonArray() : declared.getAsJsonArray()) {
                JsonObject parameter = resolved(element);
                if (parameter.get("in").getAsString().equals("path")) {
                    parameters.add(parameter.get("name").getAsString());
                }
            }

            assertThat(parameters).as(operation.path()).isEqualTo(variables);
        }
    }

    @Test
    void securityNamesSchemesAndOnlyOpenRoutesAskForNone() {
        Set<String> schemes = document.getAsJsonObject("components")
                .getAsJsonObject("securitySchemes")
                .keySet();
        for (JsonElement choice : document.getAsJsonArray("security")) {
            assertThat(schemes).containsAll(choice.getAsJsonObject().keySet());
        }
        for (Operation operation : operations()) {
            boolean open = operation.json().get("x-right").getAsString().equals("none");

            assertThat(operation.json().has("security")).as(operation.path()).isEqualTo(open);
        }
    }
}
