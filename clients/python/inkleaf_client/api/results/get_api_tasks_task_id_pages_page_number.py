from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error import Error
from ...models.get_api_tasks_task_id_pages_page_number_response_200 import GetApiTasksTaskIdPagesPageNumberResponse200
from typing import cast


def _get_kwargs(
    task_id: str,
    page_number: int,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/tasks/{task_id}/pages/{page_number}".format(
            task_id=quote(str(task_id), safe=""),
            page_number=quote(str(page_number), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | GetApiTasksTaskIdPagesPageNumberResponse200 | None:
    if response.status_code == 200:
        response_200 = GetApiTasksTaskIdPagesPageNumberResponse200.from_dict(response.json())

        return response_200

    if response.status_code == 503:
        response_503 = Error.from_dict(response.json())

        return response_503

    if 400 <= response.status_code <= 499:
        response_4xx = Error.from_dict(response.json())

        return response_4xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | GetApiTasksTaskIdPagesPageNumberResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    task_id: str,
    page_number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | GetApiTasksTaskIdPagesPageNumberResponse200]:
    """One page

    Args:
        task_id (str):
        page_number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | GetApiTasksTaskIdPagesPageNumberResponse200]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
        page_number=page_number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    task_id: str,
    page_number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Error | GetApiTasksTaskIdPagesPageNumberResponse200 | None:
    """One page

    Args:
        task_id (str):
        page_number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | GetApiTasksTaskIdPagesPageNumberResponse200
    """

    return sync_detailed(
        task_id=task_id,
        page_number=page_number,
        client=client,
    ).parsed


async def asyncio_detailed(
    task_id: str,
    page_number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | GetApiTasksTaskIdPagesPageNumberResponse200]:
    """One page

    Args:
        task_id (str):
        page_number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | GetApiTasksTaskIdPagesPageNumberResponse200]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
        page_number=page_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    task_id: str,
    page_number: int,
    *,
    client: AuthenticatedClient | Client,
) -> Error | GetApiTasksTaskIdPagesPageNumberResponse200 | None:
    """One page

    Args:
        task_id (str):
        page_number (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | GetApiTasksTaskIdPagesPageNumberResponse200
    """

    return (
        await asyncio_detailed(
            task_id=task_id,
            page_number=page_number,
            client=client,
        )
    ).parsed
