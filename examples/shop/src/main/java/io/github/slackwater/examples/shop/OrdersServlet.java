package io.github.slackwater.examples.shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** {@code POST /orders?request=ID}: reads the whole body and answers with its length and CRC-32, as JSON. */
@WebServlet("/orders")
public class OrdersServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST_BYTES = 512 << 20;

    @Override
    String method() {
        return "POST";
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        if ("application/x-www-form-urlencoded".equals(request.getContentType())) {
            throw new BadParameterException(
                    "Content-Type: application/x-www-form-urlencoded (expected any other, a form's body is not an order)");
        }
        String id = requestId(request);
        CRC32 crc = new CRC32();
        int length = 0;
        byte[] buffer = new byte[16 << 10];
        InputStream in = request.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            crc.update(buffer, 0, n);
            length += n;
            if (length > LARGEST_BYTES) {
                throw new BadParameterException("body: too long (expected at most " + LARGEST_BYTES + " bytes)");
            }
        }
        send(
                response,
                reply(id)
                        .add("length", length)
                        .add("crc32", HexFormat.of().toHexDigits((int) crc.getValue()))
                        .build());
    }
}
