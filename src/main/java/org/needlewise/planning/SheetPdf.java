package org.needlewise.planning;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Sets a page of HTML as PDF: fonts embedded, nothing fetched, no time in it. */
final class SheetPdf {
  private static final String FAMILY = "Liberation Sans";

  /** Of PDFBox itself; SIL Open Font License 1.1. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final String PRODUCER = "Needlewise";

  private SheetPdf() {}

  /** How many pages it takes. */
  static int pages(String html) {
    try (PdfBoxRenderer renderer = laidOut(html)) {
      return renderer.getPdfDocument().getNumberOfPages();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] write(String html) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PdfBoxRenderer renderer = laidOut(html)) {
      PDDocument document = renderer.getPdfDocument();
      PDDocumentInformation about = new PDDocumentInformation();
      about.setTitle(document.getDocumentInformation().getTitle());
      about.setProducer(PRODUCER);
      document.setDocumentInformation(about);
      document.setDocumentId((long) html.hashCode());
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static PdfBoxRenderer laidOut(String html) throws IOException {
    XRLog.setLoggingEnabled(false); // no log may hold a patient
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.usePdfUaAccessibility(
        true); // no font that is not embedded, and one can have it read out
    builder.useUriResolver((base, uri) -> null);
    builder.useFont(SheetPdf::font, FAMILY);
    builder.withHtmlContent(html, null);
    PdfBoxRenderer renderer = builder.buildPdfRenderer();
    renderer.createPDFWithoutClosing();
    return renderer;
  }

  private static InputStream font() {
    return PDDocument.class.getResourceAsStream(FONT);
  }
}
