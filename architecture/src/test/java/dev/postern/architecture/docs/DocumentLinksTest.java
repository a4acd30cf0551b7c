/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    static List<Document> documents() throws IOException {
        return Document.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFileAndItsAnchorToAHeading(Document document) throws IOException {
        List<String> broken = new ArrayList<>();

        for (String line : document.prose()) {
            Matcher links = LINK.matcher(line);
            while (links.find()) {
                if (!links.group(1).contains("://") && !leadsSomewhere(document, links.group(1))) {
                    broken.add(links.group(1));
                }
            }
        }

        assertThat(broken).as("broken links of %s", document).isEmpty();
    }

    private static boolean leadsSomewhere(Document from, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from.file() : from.file().resolveSibling(path);
        return Files.exists(target)
                && (hash < 0 || Document.read(target).anchors().contains(link.substring(hash + 1)));
    }
}
