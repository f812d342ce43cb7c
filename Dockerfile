# `inkleaf serve` in a container, for a server at home or at work: docs/SERVER.md. On a Mac the app itself is faster: a
# container there has no GPU.
FROM node:24-bookworm-slim

# The set-up makes an environment for Python; photographs of iPhones and scans need nothing of the system.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY . .
RUN node build/run.mjs src-main/cli/main.ts serve --help > /dev/null \
  && mkdir /data && chown node:node /data

USER node
ENV INKLEAF_HOME=/data
VOLUME ["/data"]
EXPOSE 54188

HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 54188}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "build/run.mjs", "src-main/cli/main.ts", "serve", "--host", "0.0.0.0"]
