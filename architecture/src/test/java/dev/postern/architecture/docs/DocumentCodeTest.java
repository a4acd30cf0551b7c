/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Gateway;
import dev.postern.spi.Plugin;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the guides show works: Java compiles, configs build, dependencies exist. */
class DocumentCodeTest {
    static List<Document> documents() throws IOException {
        return Document.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void javaCompiles(Document document, @TempDir Path classes) throws IOException {
        assertThat(SnippetCompiler.compile(document, classes))
                .as("errors in %s", document)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void jsonIsAConfigOrSettingsThatAGatewayTakes(Document document, @TempDir Path folder) throws Exception {
        SnippetCompiler.compile(document, folder);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            List<Plugin> plugins = plugins(folder, loader);

            for (Document.Block block : document.blocks("json")) {
                build(block.text(), plugins, folder);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void dependenciesAreModulesOfThisBuild(Document document) throws Exception {
        for (Document.Block block : document.blocks("xml")) {
            String xml = "<all>" + block.text() + "</all>";
            NodeList dependencies = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getElementsByTagName("dependency");
            for (int i = 0; i < dependencies.getLength(); i++) {
                String artifact = ((Element) dependencies.item(i))
                        .getElementsByTagName("artifactId")
                        .item(0)
                        .getTextContent();
                assertThat(published())
                        .as("modules, %s line %s", document, block.line())
                        .contains(artifact);
            }
        }
    }

    private static void build(String json, List<Plugin> plugins, Path folder) throws IOException {
        JsonObject root = JsonParser.parseString(json).getAsJsonObject();
        Gateway.Builder builder = Gateway.builder().environment(DocumentCodeTest::variable);
        plugins.forEach(builder::plugin);
        if (root.has("providers") || root.has("allow_hosts")) {
            builder.settings(Files.writeString(folder.resolve("settings.json"), json));
            String id = root.has("providers")
                    ? root.getAsJsonObject("providers").keySet().iterator().next()
                    : "openai";
            builder.config("{\"provider\": \"" + id + "\"}");
        } else {
            builder.config(json);
        }
        builder.build().close();
    }

    private static Optional<String> variable(String name) {
        return name.equals("ANYSCALE_BASE_URL")
                ? Optional.of("http://127.0.0.1:9/v1")
                : Optional.of("a-key").filter(key -> name.endsWith("_API_KEY"));
    }

    /** Returns the plugins that the document's own Java defines. */
    private static List<Plugin> plugins(Path classes, ClassLoader loader) throws Exception {
        List<Plugin> plugins = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = loader.loadClass(name.substring(0, name.length() - ".class".length()));
                if (Plugin.class.isAssignableFrom(type) && Modifier.isPublic(type.getModifiers())) {
                    plugins.add((Plugin) type.getConstructor().newInstance());
                }
            }
        }
        return plugins;
    }

    private static List<String> published() throws IOException {
        String bom = Files.readString(Document.ROOT.resolve("bom/pom.xml"));
        List<String> artifacts = new ArrayList<>();
        for (String part : bom.split("<artifactId>")) {
            artifacts.add(part.substring(0, Math.max(0, part.indexOf('<'))));
        }
        return artifacts;
    }
}
