# 小的映像:只有 Python、fazhi 和它要的库。用法见 docs/ci.md。
#   docker build -t fazhi .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/reports" fazhi check 报告.docx
ARG PYTHON=3.12

# 第一阶段:把源码做成 wheel,连同要的库装进一个虚拟环境;编译工具和 pip 都留在这里。
FROM python:${PYTHON}-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY checker checker
COPY rulesets rulesets
COPY ci ci
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
    && python -m venv --without-pip /opt/fazhi \
    && python -m pip --python /opt/fazhi/bin/python install --no-cache-dir /wheels/*.whl

# 第二阶段:只取那个虚拟环境。路径不能变,里面的程序记着它。
FROM python:${PYTHON}-slim
# 另要的 Debian 软件包,空格分开:--changed 要 git,.doc、.wps 要 libreoffice-writer-nogui。
ARG PACKAGES=""
RUN if [ -n "$PACKAGES" ]; then \
        apt-get update \
        && apt-get install --yes --no-install-recommends $PACKAGES \
        && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=build /opt/fazhi /opt/fazhi
ENV PATH=/opt/fazhi/bin:$PATH
# 不用 root:要写回文件(fix)时,以 --user 给出文件的主人。
RUN useradd --create-home --uid 1000 fazhi
USER fazhi
WORKDIR /reports
ENTRYPOINT ["fazhi"]
CMD ["--help"]
