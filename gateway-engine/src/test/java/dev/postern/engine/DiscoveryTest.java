/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.engine.routing.FallbackRouterFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in real jars, good and bad, found through the context class loader. */
class DiscoveryTest {
    private static final String SERVICE = "META-INF/services/dev.postern.spi.StageFactory";

    @TempDir
    private Path folder;

    @Test
    void aPluginInAJarIsFoundByTheContextLoader() throws Exception {
        URL jar = jarWithStage("found.jar", "plugins.a", "Upper", "upper");

        withJars(
                () -> {
                    try (Gateway gateway = Gateway.builder()
                            .config("{\"provider\": \"openai\", \"api_key\": \"k\", \"stages\": {\"upper\": {}}}")
                            .build()) {
                        assertThat(gateway.describe()).contains("CALL upper").contains("[found.jar]");
                    }
                },
                jar);
    }

    @Test
    void twoClassesWithOneIdStopTheStartAndNameBothJars() throws Exception {
        URL one = jarWithStage("one.jar", "plugins.one", "Mask", "mask");
        URL two = jarWithStage("two.jar", "plugins.two", "Mask", "mask");

        withJars(
                () -> assertThatThrownBy(() -> Gateway.builder().build())
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("two stages with the id 'mask'")
                        .hasMessageContaining("one.jar")
                        .hasMessageContaining("two.jar"),
                one,
                two);
    }

    @Test
    void aClassThatDoesNotLoadStopsTheStartAndNamesItsJar() throws Exception {
        Path jar = folder.resolve("broken.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            write(out, SERVICE, "plugins.gone.Missing\n".getBytes(StandardCharsets.UTF_8));
        }

        withJars(
                () -> assertThatThrownBy(() -> Gateway.builder().build())
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("plugins.gone.Missing")
                        .hasMessageContaining("broken.jar"),
                jar.toUri().toURL());
    }

    @Test
    void anInstanceGivenToTheBuilderWinsOverOneThatIsFound() {
        try (Gateway gateway =
                Gateway.builder().plugin(new FallbackRouterFactory()).build()) {
            assertThat(gateway.describe()).contains("no default config");
        }
    }

    private static void withJars(Runnable test, URL... jars) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(jars, before)) {
            thread.setContextClassLoader(loader);
            test.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private URL jarWithStage(String name, String pkg, String type, String id) throws IOException {
        Path source = Files.createDirectories(folder.resolve(name + "-src")).resolve(type + ".java");
        Files.writeString(
                source,
                String.join(
                        "\n",
                        "package " + pkg + ";",
                        "import dev.postern.spi.*;",
                        "public final class " + type + " implements StageFactory {",
                        "  public String id() { return \"" + id + "\"; }",
                        "  public Position position() { return Position.CALL; }",
                        "  public java.util.List<Key<?>> keys() { return java.util.List.of(); }",
                        "  public Stage create(StageContext context) { return (call, next) -> next.proceed(call); }",
                        "}"));
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int exit = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
        assertThat(exit).isZero();
        Path jar = folder.resolve(name);
        String entry = pkg.replace('.', '/') + "/" + type + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            write(out, SERVICE, (pkg + "." + type + "\n").getBytes(StandardCharsets.UTF_8));
            write(out, entry, Files.readAllBytes(classes.resolve(entry)));
        }
        return jar.toUri().toURL();
    }

    private static void write(JarOutputStream out, String entry, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        OutputStream target = out;
        target.write(content);
        out.closeEntry();
    }
}
