package io.github.slackwater.filter;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An application whose pages are written in the tests. */
final class Shop implements ServletContainerInitializer {

    /** What happens at one path. */
    interface Page {
        void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    void page(String path, Page page) {
        pages.put(path, page);
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        ServletRegistration.Dynamic servlet = context.addServlet("shop", new Pages(pages));
        servlet.setAsyncSupported(true);
        servlet.addMapping("/*");
    }

    private static final class Pages extends HttpServlet {
        private final transient Map<String, Page> pages;

        Pages(Map<String, Page> pages) {
            this.pages = pages;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
            Page page = pages.get(included == null ? request.getPathInfo() : included.toString());
            if (page == null) {
                response.getWriter().print("hello");
                return;
            }
            try {
                page.serve(request, response);
            } catch (ServletException | IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            }
        }
    }
}
