from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error import Error
from ...models.get_api_tasks_task_id_export_format import GetApiTasksTaskIdExportFormat
from ...models.get_api_tasks_task_id_export_partial import GetApiTasksTaskIdExportPartial
from ...models.get_api_tasks_task_id_export_response_200 import GetApiTasksTaskIdExportResponse200
from ...types import UNSET, Unset
from typing import cast


def _get_kwargs(
    task_id: str,
    *,
    format_: GetApiTasksTaskIdExportFormat | Unset = GetApiTasksTaskIdExportFormat.MD,
    partial: GetApiTasksTaskIdExportPartial | Unset = GetApiTasksTaskIdExportPartial.VALUE_0,
) -> dict[str, Any]:
    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    json_partial: str | Unset = UNSET
    if not isinstance(partial, Unset):
        json_partial = partial.value

    params["partial"] = json_partial

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/tasks/{task_id}/export".format(
            task_id=quote(str(task_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | GetApiTasksTaskIdExportResponse200 | None:
    if response.status_code == 200:
        response_200 = GetApiTasksTaskIdExportResponse200.from_dict(response.json())

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
) -> Response[Error | GetApiTasksTaskIdExportResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: GetApiTasksTaskIdExportFormat | Unset = GetApiTasksTaskIdExportFormat.MD,
    partial: GetApiTasksTaskIdExportPartial | Unset = GetApiTasksTaskIdExportPartial.VALUE_0,
) -> Response[Error | GetApiTasksTaskIdExportResponse200]:
    """What was read, as a file

    Args:
        task_id (str):
        format_ (GetApiTasksTaskIdExportFormat | Unset):  Default:
            GetApiTasksTaskIdExportFormat.MD.
        partial (GetApiTasksTaskIdExportPartial | Unset):  Default:
            GetApiTasksTaskIdExportPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | GetApiTasksTaskIdExportResponse200]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
        format_=format_,
        partial=partial,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    task_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: GetApiTasksTaskIdExportFormat | Unset = GetApiTasksTaskIdExportFormat.MD,
    partial: GetApiTasksTaskIdExportPartial | Unset = GetApiTasksTaskIdExportPartial.VALUE_0,
) -> Error | GetApiTasksTaskIdExportResponse200 | None:
    """What was read, as a file

    Args:
        task_id (str):
        format_ (GetApiTasksTaskIdExportFormat | Unset):  Default:
            GetApiTasksTaskIdExportFormat.MD.
        partial (GetApiTasksTaskIdExportPartial | Unset):  Default:
            GetApiTasksTaskIdExportPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | GetApiTasksTaskIdExportResponse200
    """

    return sync_detailed(
        task_id=task_id,
        client=client,
        format_=format_,
        partial=partial,
    ).parsed


async def asyncio_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: GetApiTasksTaskIdExportFormat | Unset = GetApiTasksTaskIdExportFormat.MD,
    partial: GetApiTasksTaskIdExportPartial | Unset = GetApiTasksTaskIdExportPartial.VALUE_0,
) -> Response[Error | GetApiTasksTaskIdExportResponse200]:
    """What was read, as a file

    Args:
        task_id (str):
        format_ (GetApiTasksTaskIdExportFormat | Unset):  Default:
            GetApiTasksTaskIdExportFormat.MD.
        partial (GetApiTasksTaskIdExportPartial | Unset):  Default:
            GetApiTasksTaskIdExportPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | GetApiTasksTaskIdExportResponse200]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
        format_=format_,
        partial=partial,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    task_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: GetApiTasksTaskIdExportFormat | Unset = GetApiTasksTaskIdExportFormat.MD,
    partial: GetApiTasksTaskIdExportPartial | Unset = GetApiTasksTaskIdExportPartial.VALUE_0,
) -> Error | GetApiTasksTaskIdExportResponse200 | None:
    """What was read, as a file

    Args:
        task_id (str):
        format_ (GetApiTasksTaskIdExportFormat | Unset):  Default:
            GetApiTasksTaskIdExportFormat.MD.
        partial (GetApiTasksTaskIdExportPartial | Unset):  Default:
            GetApiTasksTaskIdExportPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | GetApiTasksTaskIdExportResponse200
    """

    return (
        await asyncio_detailed(
            task_id=task_id,
            client=client,
            format_=format_,
            partial=partial,
        )
    ).parsed
