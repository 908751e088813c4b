"""Questions that our own pages and feeds ask of the API, as any client does, without leaving the process."""

from collections.abc import Mapping
from typing import Any

from schema.execution import Answer, Executor, Question
from timeline.web.answers import Answers
from timeline.web.caching import Revisions


class AskingError(Exception):
    """A question of a page that came to errors; ``answer`` holds them, with their codes."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer.errors[0]))
        self.answer = answer


class Inside:
    """Asks the API; it is there once the application has started."""

    executor: Executor
    revisions: Revisions
    answers: Answers

    def open(self, executor: Executor, revisions: Revisions, answers: Answers) -> None:
        """Begin to answer."""
        self.executor, self.revisions, self.answers = executor, revisions, answers

    async def ask(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the answer.

        Raises:
            AskingError: the answer has errors.
        """
        answer = await self.executor.answer(Question(query, dict(variables), None))
        if answer.errors:
            raise AskingError(answer)
        data: dict[str, Any] = answer.data
        return data
