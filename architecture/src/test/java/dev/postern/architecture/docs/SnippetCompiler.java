/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java of a document; statements are put into a method of a class that has a gateway and a request. */
final class SnippetCompiler {
    private static final Pattern TYPE =
            Pattern.compile("^(?:public |final |abstract )*(?:class|interface|record|enum) (\\w+)", Pattern.MULTILINE);
    private static final String IMPORTS = """
            import dev.postern.api.*;
            import dev.postern.spi.*;
            import dev.postern.testkit.*;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.*;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.ExtendWith;
            import static org.assertj.core.api.Assertions.assertThat;
            """;

    private SnippetCompiler() {}

    /** Writes the classes of a document into a folder; returns the compiler's errors, empty where there are none. */
    static String compile(Document document, Path classes) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Document.Block block : document.blocks("java")) {
            sources.add(source(block));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = sources.isEmpty()
                || compiler.getTask(messages, null, null, options, null, sources)
                        .call();
        return compiled ? "" : messages.toString();
    }

    private static JavaFileObject source(Document.Block block) {
        Matcher type = TYPE.matcher(block.text());
        if (!type.find()) {
            String name = "Line" + block.line();
            String text = IMPORTS + "class " + name
                    + " { Gateway gateway; ChatRequest request; void run() throws Exception {\n" + block.text()
                    + "\n}}";
            return file(name, text);
        }
        boolean whole = block.text().startsWith("package ");
        return file(type.group(1), whole ? block.text() : IMPORTS + block.text());
    }

    private static JavaFileObject file(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
