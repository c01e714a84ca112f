# The program alone: `docker build -t claimlint .`, then `docker run --rm --network none -v "$PWD:/desk" claimlint check`.
FROM rust:1.95-slim AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /out

FROM debian:stable-slim
COPY --from=build /out/bin/claimlint /usr/local/bin/claimlint
RUN useradd --create-home desk
USER desk
WORKDIR /desk
ENTRYPOINT ["claimlint"]
CMD ["check"]
