# One image for every program of the house; docker-compose.yml says which one a container runs.
FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY . .
# The order process on Temporal needs packages of its own: docker compose build --build-arg WORKFLOWS=temporal
ARG WORKFLOWS=embedded
RUN [ "$WORKFLOWS" != temporal ] || npm ci --prefix subgraphs/order/temporal/sdk --ignore-scripts
USER node
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true NODE_OPTIONS=--disable-warning=TimeoutNegativeWarning
CMD ["node", "subgraphs/serve.ts", "--help"]
