# An image that contains only casebook: docker build -t casebook . && docker run --rm -v "$PWD:/book" casebook build
FROM rust:1.92-slim-trixie AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock build.rs ARCHITECTURE.md ./
COPY src src
COPY styles styles
COPY fonts fonts
COPY profiles profiles
COPY templates templates
COPY benches benches
COPY tests tests
# The commit for `casebook --version`: --build-arg COMMIT=$(git rev-parse --short=10 HEAD)
ARG COMMIT=
ENV CASEBOOK_COMMIT=$COMMIT
RUN cargo install --locked --path . --root /out

FROM debian:trixie-slim
COPY --from=build /out/bin/casebook /usr/local/bin/casebook
# This user writes the files. Use `docker run --user` if the mounted folder belongs to another user.
RUN useradd --create-home reader
USER reader
WORKDIR /book
ENTRYPOINT ["casebook"]
CMD ["--help"]
