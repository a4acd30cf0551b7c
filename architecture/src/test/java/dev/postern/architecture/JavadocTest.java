/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What doclint does not look at: that the comments are there, and that those of stages say what they have to. */
class JavadocTest {
    @Test
    void everyExportedTypeHasJavadoc() throws IOException {
        Map<String, String> comments = new TreeMap<>();
        for (Path source : House.sources()) {
            if (isExported(source)) {
                publicTypes(source, comments::put);
            }
        }

        assertThat(comments)
                .containsKeys("Gateway.java: Builder", "Stage.java: Stage", "ScriptedUpstream.java: ScriptedUpstream");
        assertThat(comments)
                .allSatisfy((name, comment) -> assertThat(comment).as(name).isNotBlank());
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        for (Path source : House.sources()) {
            if (source.endsWith("package-info.java")) {
                assertThat(source).content().contains("/**");
            }
        }
    }

    @Test
    void everyBuiltInStageSaysWhereItStandsWhenItAnswersAndWhatItRecords() throws IOException {
        Map<String, String> stages = new TreeMap<>();
        for (Path source : House.sources("gateway-engine")) {
            if (source.toString().endsWith("Stage.java")) {
                publicTypes(source, stages::put);
            }
        }

        assertThat(stages).isNotEmpty();
        assertThat(stages)
                .allSatisfy((name, comment) -> assertThat(comment)
                        .contains("<b>Position.</b>", "<b>Short-circuits when</b>", "<b>Adds to the record</b>"));
    }

    private static boolean isExported(Path source) {
        String folder = source.getParent().toString().replace('\\', '/').replace('/', '.');
        return House.EXPORTED.stream().anyMatch(folder::endsWith);
    }

    private static void publicTypes(Path source, BiConsumer<String, String> each) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
            for (CompilationUnitTree unit : task.parse()) {
                new PublicTypes(DocTrees.instance(task), each).scan(unit, null);
            }
        }
    }

    /** Visits the types that are public in every type around them. */
    private static final class PublicTypes extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final BiConsumer<String, String> each;

        PublicTypes(DocTrees docs, BiConsumer<String, String> each) {
            this.docs = docs;
            this.each = each;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            Tree around = getCurrentPath().getParentPath().getLeaf();
            boolean inInterface = around.getKind() == Tree.Kind.INTERFACE;
            if (!inInterface && !type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                return null;
            }
            TreePath path = getCurrentPath();
            DocCommentTree comment = docs.getDocCommentTree(path);
            String file = Path.of(path.getCompilationUnit().getSourceFile().toUri())
                    .getFileName()
                    .toString();
            each.accept(file + ": " + type.getSimpleName(), comment == null ? "" : comment.toString());
            return super.visitClass(type, nothing);
        }
    }
}
