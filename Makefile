# 联办 Lianban. `make help` lists the targets; what is longer than a line is in infra/scripts.
.DEFAULT_GOAL := help
.PHONY: help prepare run test check bench fmt schema licences sbom mutants migration test-next graph
PYTHON = $(or $(shell infra/scripts/python),false)
PREPARE = $(PYTHON) infra/scripts/prepare.py
export LIANBAN_PORT FAULTS SEED TESTS PRERELEASE
# Where the environment forbids bytecode, each of the hundred processes of a `make test` would compile a thousand modules.
export PYTHONDONTWRITEBYTECODE =

help: ## 列出各目标 / list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 12

prepare: ## 安装依赖并构建界面 / install what is locked, build the interface
	@$(PREPARE)

run: prepare ## 启动联办：http://localhost:8000（Ctrl-C 停止）/ start everything
	@exec .venv/bin/lianban run

test: prepare ## 全部检查和测试 / all checks and tests
	@infra/scripts/test

check: prepare ## 快速检查（一分钟内）/ the fast part
	@.venv/bin/python infra/scripts/check.py

bench: prepare ## 性能对照 / benchmarks against references
	@.venv/bin/lianban bench

fmt: prepare ## 统一代码格式 / format the code
	@.venv/bin/ruff check --fix --select I --quiet . ; .venv/bin/ruff format . ; cd frontend && npm run --silent format

graph: prepare ## 重绘代码引用关系图 / redraw the import graph of docs/architecture.md
	@.venv/bin/python infra/scripts/graph.py

mutants: prepare ## 植入错误，检验测试（MODULE=文件 FAULTS=个数）/ faults planted, and what tests notice of them
	@.venv/bin/python infra/scripts/mutants.py $(MODULE)

migration: prepare ## 起草迁移（APP=应用）/ draft the migration of an app's changed models
	@LIANBAN_DEV=1 DJANGO_SETTINGS_MODULE=lianban.settings .venv/bin/django-admin makemigrations $(APP)

test-next: prepare ## 用最新的 Django、graphene、graphql-core 试跑测试 / the tests with the newest libraries
	@infra/scripts/test-next

licences: prepare ## 更新许可证清单 / write docs/licences.md
	@.venv/bin/python infra/scripts/licences.py

sbom: prepare ## 软件物料清单（CycloneDX）和许可证全文 / lists of what is shipped, in build/sbom
	@.venv/bin/python infra/scripts/sbom.py

schema: ## 导出接口定义 / export graphql/schema.graphql
	@$(PREPARE) python && .venv/bin/lianban schema
